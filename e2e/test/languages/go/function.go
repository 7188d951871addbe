// A function that returns faults of the shop, and one that catches them from TypeScript functions, over a Runtime API client that
// posts what aws-lambda-go posts.
//
// https://github.com/aws/aws-lambda-go/blob/main/lambda/errors.go
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"strings"
	"time"

	"example.com/languages/shop"
)

type event struct {
	Fault string `json:"fault"`
	How   string `json:"how"`
	URL   string `json:"url"`
}

func raising(given event) (any, error) {
	switch given.Fault {
	case "OrderNotFound":
		return nil, shop.NewOrderNotFound("Order o-1 was not found", shop.OrderNotFoundDetails{OrderID: "o-1"})
	case "OutOfStock":
		fault := shop.NewOutOfStock(shop.OutOfStockDetails{
			SKU:     "lamp \"é\" 漢 😀 \x7f\n",
			Missing: 3,
			Price:   19.5,
			Reason:  shop.OutOfStockDetailsReasonSoldOut,
			Next:    shop.Some(time.Date(2026, 11, 22, 10, 0, 0, 123456789, time.FixedZone("", 3600))),
			Lines:   []shop.OutOfStockDetailsLinesItem{{SKU: "a", Count: shop.Some(int64(1))}, {SKU: "b"}},
			Address: shop.OutOfStockDetailsAddress{Street: "1 Main St"},
			Tags:    map[string]float64{"a b": 0.1, "big": 1e21, "small": 1e-7, "whole": 100},
			Class:   shop.Some("x"),
			Message: true,
			Extra:   map[string]any{"list": []any{1, "two", nil, map[string]any{"three": 3.0}}, "none": nil},
		})
		fault.After(30)
		return nil, fault
	case "Closed":
		return nil, shop.NewClosed()
	case "Declined":
		return nil, shop.NewDeclined(map[string]any{"funds": 1.5})
	case "Note":
		return nil, shop.NewNote(shop.Some("why"))
	case "Bare":
		fault := shop.NewNote(nil)
		fault.Message = "no more"
		return nil, fault
	case "Large":
		return nil, shop.NewNote(shop.Some(strings.Repeat("x", 30000)))
	}
	return nil, errors.New("no fault " + given.Fault)
}

func catching(given event) (any, error) {
	err := call(given)
	if err == nil {
		return map[string]any{"caught": nil}, nil
	}
	// As a function would add its own words on the way.
	err = fmt.Errorf("selling: %w", err)
	var any shop.ShopFault
	if !errors.As(err, &any) {
		return nil, err
	}
	var outOfStock *shop.OutOfStock
	var notFound *shop.OrderNotFound
	var declined *shop.Declined
	var note *shop.Note
	var closed *shop.Closed
	switch {
	case errors.As(err, &outOfStock):
		return members("OutOfStock", any, detailsOf(outOfStock.Details)), nil
	case errors.As(err, &notFound):
		return members("OrderNotFound", any, map[string]string{"orderId": notFound.Details.OrderID}), nil
	case errors.As(err, &declined):
		return members("Declined", any, declined.Details), nil
	case errors.As(err, &note):
		return members("Note", any, note.Details), nil
	case errors.As(err, &closed):
		return members("Closed", any, nil), nil
	}
	return members(reflect.TypeOf(any).Elem().Name(), any, nil), nil
}

func detailsOf(details shop.OutOfStockDetails) any {
	lines := [][]any{}
	for _, line := range details.Lines {
		lines = append(lines, []any{line.SKU, line.Count})
	}
	return map[string]any{
		"sku":     details.SKU,
		"missing": details.Missing,
		"price":   details.Price,
		"reason":  details.Reason,
		"next":    details.Next.Format("2006-01-02T15:04:05.000-07:00"),
		"lines":   lines,
		"address": []any{details.Address.Street, details.Address.Zip},
		"tags":    details.Tags,
		"class":   details.Class,
		"shipTo":  details.ShipTo,
		"message": details.Message,
		"extra":   details.Extra,
	}
}

func members(caught string, fault shop.ShopFault, details any) any {
	common := fault.Common()
	return map[string]any{
		"caught":     caught,
		"errorType":  fault.ErrorType(),
		"message":    common.Message,
		"details":    details,
		"status":     common.Status,
		"retryable":  common.Retryable,
		"retryAfter": common.RetryAfter,
	}
}

func call(given event) error {
	if given.URL != "" {
		response, err := http.Get(given.URL)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			return err
		}
		return shop.ParseHTTPError(response.StatusCode, response.Header, body)
	}
	body, _ := json.Marshal(map[string]string{"fault": given.Fault, "how": given.How})
	url := os.Getenv("AWS_ENDPOINT_URL") + "/2015-03-31/functions/sell/invocations"
	response, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	payload, err := io.ReadAll(response.Body)
	if err == nil && response.Header.Get("X-Amz-Function-Error") != "" {
		return shop.ParseFunctionError(payload)
	}
	return err
}

func main() {
	handler := map[string]func(event) (any, error){"raising": raising, "catching": catching}[os.Getenv("_HANDLER")]
	base := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	for {
		next, err := http.Get(base + "next")
		if err != nil {
			os.Exit(1)
		}
		var given event
		if err := json.NewDecoder(next.Body).Decode(&given); err != nil {
			os.Exit(2)
		}
		next.Body.Close()
		path := base + next.Header.Get("Lambda-Runtime-Aws-Request-Id")
		result, failure := handler(given)
		if failure != nil {
			kind := reflect.TypeOf(failure)
			if kind.Kind() == reflect.Ptr {
				kind = kind.Elem()
			}
			post(path+"/error", map[string]string{"errorMessage": failure.Error(), "errorType": kind.Name()})
		} else {
			post(path+"/response", result)
		}
	}
}

func post(url string, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		os.Exit(3)
	}
	response, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		os.Exit(4)
	}
	response.Body.Close()
}

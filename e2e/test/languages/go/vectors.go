// Writes and reads the vectors that come on the standard input, and prints what it made of each.
package main

import (
	"encoding/json"
	"net/http"
	"os"
	"reflect"
)

type vector struct {
	Fault struct {
		ErrorType  string          `json:"errorType"`
		Message    string          `json:"message"`
		Details    json.RawMessage `json:"details"`
		RetryAfter *float64        `json:"retryAfter"`
	} `json:"fault"`
	RequestID string `json:"requestId"`
}

func write(given vector) any {
	var details any
	if given.Fault.Details != nil {
		details = given.Fault.Details
	}
	known := map[string]VectorsFault{
		"OrderNotFound": NewOrderNotFound(details),
		"Closed":        NewClosed(),
		"Busy":          NewBusy(),
	}
	fault := known[given.Fault.ErrorType]
	common := fault.Common()
	common.Message, common.RequestID, common.RetryAfter = given.Fault.Message, given.RequestID, given.Fault.RetryAfter
	return map[string]string{"errorType": reflect.TypeOf(fault).Elem().Name(), "errorMessage": fault.Error()}
}

func read(sent map[string]any) any {
	status := asNumber(sent["statusCode"])
	if status == nil {
		return membersOf(readError(sent))
	}
	header := http.Header{}
	if single, isObject := sent["headers"].(map[string]any); isObject {
		for name, value := range single {
			header.Set(name, value.(string))
		}
	}
	if multiple, isObject := sent["multiValueHeaders"].(map[string]any); isObject {
		for name, values := range multiple {
			header.Set(name, values.([]any)[0].(string))
		}
	}
	return membersOf(readHTTP(int(*status), header, sent["body"].(string)))
}

func membersOf(found *wireError) any {
	members := map[string]any{}
	if found.errorType != nil {
		members["errorType"] = *found.errorType
	}
	if found.message != nil {
		members["message"] = *found.message
	}
	if _, isAbsent := found.details.(absent); !isAbsent {
		members["details"] = plainOf(found.details)
	}
	if found.dropped != nil {
		members["dropped"] = *found.dropped
	}
	if found.status != 0 {
		members["status"] = found.status
	}
	if found.retryable != nil {
		members["retryable"] = *found.retryable
	}
	if found.retryAfter != nil {
		members["retryAfter"] = *found.retryAfter
	}
	return members
}

func main() {
	var given struct {
		Written []vector          `json:"written"`
		Read    []json.RawMessage `json:"read"`
		Names   []json.RawMessage `json:"names"`
	}
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		panic(err)
	}
	made := map[string][]any{}
	for _, each := range given.Written {
		made["written"] = append(made["written"], write(each))
	}
	for _, each := range given.Read {
		made["read"] = append(made["read"], read(parseObject(string(each))))
	}
	for _, each := range given.Names {
		fault := ParseFunctionError(each).(VectorsFault)
		name := reflect.TypeOf(fault).Elem().Name()
		made["names"] = append(made["names"], []string{name, fault.ErrorType(), fault.Common().Message})
	}
	if err := json.NewEncoder(os.Stdout).Encode(made); err != nil {
		panic(err)
	}
}

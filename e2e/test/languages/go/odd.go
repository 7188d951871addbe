// Prints faults whose members are words of Go, as its runtime sends them.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strconv"

	"example.com/languages/odd"
)

func main() {
	var members odd.OddMembersDetails
	for at := 0; at < reflect.TypeOf(members).NumField(); at++ {
		reflect.ValueOf(&members).Elem().Field(at).SetString(strconv.Itoa(at))
	}
	leaf := odd.TreeDetails{Value: 2}
	tree := odd.TreeDetails{Value: 1, Children: []odd.TreeDetails{leaf, leaf}, Last: []any{"a", 1}}
	made := []map[string]string{}
	for _, fault := range []error{odd.NewOddMembers(members), odd.NewTree(tree)} {
		name := reflect.TypeOf(fault).Elem().Name()
		made = append(made, map[string]string{"errorType": name, "errorMessage": fault.Error()})
	}
	if err := json.NewEncoder(os.Stdout).Encode(made); err != nil {
		panic(err)
	}
}

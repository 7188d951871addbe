/** The imports of a Go file. */
export const GO_IMPORTS = `
import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"reflect"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
)
`;

/** The types that every Go file has: what all faults share, and the errors that the catalog does not have. */
export const GO_BASE = `
// BASE is a fault of the catalog CATALOG.
type BASE interface {
	error
	// ErrorType returns its name.
	ErrorType() string
	// Common returns the members that every fault has.
	Common() *Fault
}

// Fault has the members that every fault has.
type Fault struct {
	// Message is one line for people.
	Message string
	// Status is the HTTP status.
	Status int
	// Retryable reports whether the same request may succeed later.
	Retryable bool
	// RetryAfter is the number of seconds to wait, or nil.
	RetryAfter *float64
	// RequestID is the id of the invocation, which callers see.
	RequestID string
	// Payload is what it was read of; nil where it was made here.
	Payload []byte

	noDetails bool
}

// Common returns the members that every fault has.
func (f *Fault) Common() *Fault { return f }

func (f *Fault) statusOr(status int) int {
	if f.Status == 0 {
		return status
	}
	return f.Status
}

// After sets the seconds that a caller should wait.
func (f *Fault) After(seconds int) {
	whole := math.Max(0, float64(seconds))
	f.RetryAfter = &whole
}

// Some makes the value of an optional member.
func Some[T any](value T) *T { return &value }

// Undeclared is an error that the catalog does not have.
type Undeclared struct {
	Fault
	// Type is the name that came.
	Type string
	// Details is what came as its details.
	Details any
}

// Error returns the name and the message.
func (f *Undeclared) Error() string { return f.Type + ": " + f.Message }

// ErrorType returns the name that came.
func (f *Undeclared) ErrorType() string { return f.Type }

// MalformedFault is a fault of the catalog that came with other details than it is declared with, or what is not an error.
type MalformedFault struct {
	Fault
	// Type is the name of the fault.
	Type string
	// Problem states what is wrong with it.
	Problem string
	// Dropped is the size in bytes of details that were too large to be sent, or nil.
	Dropped *float64
	// Details is what came as its details.
	Details any
}

// Error returns the name and the problem.
func (f *MalformedFault) Error() string { return f.Type + ": " + f.Problem }

// ErrorType returns the name of the fault.
func (f *MalformedFault) ErrorType() string { return f.Type }

// declaration is what the catalog has of a fault.
type declaration struct {
	errorType string
	status    int
	retryable bool
	make      func(common Fault, details any) (BASE, error)
}
`;

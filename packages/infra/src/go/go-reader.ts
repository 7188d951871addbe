/** The part of a Go file that reads errors of functions, of any runtime, and of HTTP answers. */
export const GO_READER = String.raw`
const linePrefix = "[faultwire:1] "

var (
	ruby       = regexp.MustCompile("(?s)^Function<(.+)>$")
	qualifier  = regexp.MustCompile("(?s)^.*(?:[.$+]|::)")
	frame      = regexp.MustCompile("^\\s*(?:(?:at )?[^\\s()]+\\([\\w$-]+\\.\\w+:\\d+\\)$|at [^\\s()]+\\(|File \"[^\"]+\", line \\d)")
	ofLanguage = regexp.MustCompile("^&*(?:java|javax|jdk|sun|kotlin|scala|System|Microsoft|builtins|core|std|alloc)(?:\\.|::)")
	ofPlatform = regexp.MustCompile("^(?:Runtime|Sandbox|Function|Extension|Client|States|Lambda)\\.|^(?:Runtime|Init)<")
	ownMembers = regexp.MustCompile("^(?:errorType|message|httpStatus|requestId|trace|details|kept|retryAfter|status)$")
	taken      = regexp.MustCompile("^(?:__type|[cC]ode|[mM]essage|[rR]equestId|Type|errorType|details|dropped|kept)$")
	ofProblems = regexp.MustCompile("^(?:type|title|status|detail|instance)$")
	envelope   = regexp.MustCompile("^(?:error(?:Message|Type)|stackTrace|trace|stack|requestId|causes?)$")
	ofFrames   = regexp.MustCompile("^(?:errorType|message|requestId|details|kept|status|retryable|retryAfter)$")
)

// wireError is an error as it came, before it is looked up in the catalog.
type wireError struct {
	errorType  *string
	message    *string
	stack      []any
	details    any
	dropped    *float64
	status     int
	retryable  *bool
	retryAfter *float64
}

func parseJSON(text string) (any, bool) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil, false
	}
	_, failure := decoder.Token()
	return value, failure == io.EOF
}

func parseObject(text string) map[string]any {
	value, _ := parseJSON(text)
	members, _ := value.(map[string]any)
	return members
}

func asText(value any) *string {
	if text, isText := value.(string); isText {
		return &text
	}
	return nil
}

func asNumber(value any) *float64 {
	number, isNumber := value.(json.Number)
	float, failure := number.Float64()
	if !isNumber || failure != nil {
		return nil
	}
	return &float
}

func asStatus(value any) int {
	number := asNumber(value)
	if number == nil || *number < 400 || *number > 599 || *number != math.Trunc(*number) {
		return 0
	}
	return int(*number)
}

func (found *wireError) readDetails(holder map[string]any) {
	details, isThere := holder["details"]
	if !isThere {
		return
	}
	members, isObject := details.(map[string]any)
	if dropped := asNumber(members["dropped"]); isObject && len(members) == 1 && dropped != nil && holder["kept"] != true {
		found.details, found.dropped = absent{}, dropped
		return
	}
	found.details = details
}

func (found *wireError) readMembers(holder map[string]any) {
	found.readDetails(holder)
	found.status = asStatus(holder["status"])
	if retryable, isFlag := holder["retryable"].(bool); isFlag {
		found.retryable = &retryable
	}
	if seconds := asNumber(holder["retryAfter"]); seconds != nil && *seconds >= 0 && *seconds <= 1<<53-1 {
		found.retryAfter = seconds
	}
}

func ownClassName(errorType string) string {
	if class := ruby.FindStringSubmatch(errorType); class != nil {
		errorType = class[1]
	}
	return qualifier.ReplaceAllString(errorType, "")
}

// find returns the declared fault of a name, an alias, or the full name of a class.
func find(errorType *string, stack []any) *declaration {
	if errorType == nil {
		return nil
	}
	if known := declarations[*errorType]; known != nil {
		return known
	}
	if known := aliases[*errorType]; known != "" {
		return declarations[known]
	}
	if ofPlatform.MatchString(*errorType) || ofLanguage.MatchString(*errorType) {
		return nil
	}
	isQualified := ruby.MatchString(*errorType) || strings.Contains(*errorType, "::")
	for _, entry := range stack {
		text, isText := entry.(string)
		isQualified = isQualified || isText && frame.MatchString(text)
	}
	if !isQualified {
		return nil
	}
	return declarations[ownClassName(*errorType)]
}

// readError reads the members of an error of any runtime; of the object in its message where it has one.
func readError(payload map[string]any) *wireError {
	found := &wireError{errorType: asText(payload["errorType"]), message: asText(payload["errorMessage"]), details: absent{}}
	for _, name := range []string{"stackTrace", "trace", "stack"} {
		if entries, isList := payload[name].([]any); isList {
			found.stack = entries
			break
		}
	}
	if found.errorType != nil && len(found.stack) > 1 {
		header := *found.errorType
		if found.message != nil && *found.message != "" {
			header += ": " + *found.message
		}
		line, _ := found.stack[1].(string)
		if found.stack[0] == header && strings.HasPrefix(line, linePrefix) {
			if members := parseObject(line[len(linePrefix):]); members != nil {
				found.readMembers(members)
				return found
			}
		}
	}
	if custom := readCustom(found); custom != nil {
		return custom
	}
	return found
}

func readCustom(outer *wireError) *wireError {
	if outer.message == nil || !strings.HasPrefix(*outer.message, "{") {
		return nil
	}
	custom := parseObject(*outer.message)
	name := asText(custom["errorType"])
	if name == nil {
		return nil
	}
	isSame := outer.errorType != nil && *outer.errorType == *name
	isAlike := outer.errorType == nil || *outer.errorType == "string" || ownClassName(*outer.errorType) == *name
	if !isSame && (!isAlike || find(name, nil) == nil) {
		return nil
	}
	found := &wireError{errorType: name, message: asText(custom["message"]), stack: outer.stack, details: absent{}}
	if found.message == nil {
		found.message = outer.message
	}
	found.takeOthers(custom, ownMembers)
	custom["status"] = custom["httpStatus"]
	found.readMembers(custom)
	return found
}

// takeOthers makes the members that have no other meaning the details.
func (found *wireError) takeOthers(members map[string]any, known *regexp.Regexp) {
	others := map[string]any{}
	for member, value := range members {
		if !known.MatchString(member) {
			others[member] = value
		}
	}
	if len(others) > 0 {
		found.details = others
	}
}

func nameIn(value any) *string {
	text, _ := value.(string)
	if end := strings.IndexAny(text, ",:"); end >= 0 {
		text = text[:end]
	}
	text = strings.TrimSpace(text[strings.Index(text, "#")+1:])
	if text == "" {
		return nil
	}
	return &text
}

func secondsIn(header http.Header) *float64 {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, failure := strconv.ParseUint(value, 10, 53); failure == nil {
		float := float64(seconds)
		return &float
	}
	date, failure := http.ParseTime(value)
	if failure != nil {
		return nil
	}
	now, failure := http.ParseTime(header.Get("Date"))
	if failure != nil {
		now = time.Now()
	}
	seconds := math.Max(0, math.Ceil(date.Sub(now).Seconds()))
	return &seconds
}

func areAll(members map[string]any, known *regexp.Regexp) bool {
	for name := range members {
		if !known.MatchString(name) {
			return false
		}
	}
	return true
}

func readHTTP(status int, header http.Header, body string) *wireError {
	parsed, isJSON := parseJSON(strings.TrimPrefix(body, "\ufeff"))
	members, _ := parsed.(map[string]any)
	errorMessage, message := asText(members["errorMessage"]), asText(members["message"])
	errorType := asText(members["errorType"])
	isError := errorMessage != nil && areAll(members, envelope) && (*errorMessage != "" || errorType != nil && *errorType != "")
	isFrame := asStatus(members["status"]) != 0 && message != nil && errorType != nil && areAll(members, ofFrames)
	if status < 400 && !isError && !isFrame {
		return nil
	}
	code, isThere := members["code"]
	if !isThere {
		code = members["Code"]
	}
	name := nameIn(header.Get("X-Amzn-ErrorType"))
	for _, other := range []any{members["__type"], code} {
		if name == nil {
			name = nameIn(other)
		}
	}
	_, hasDetail := members["detail"].(string)
	if name == nil && (message != nil || hasDetail && errorType != nil && members["title"] == *errorType) {
		name = nameIn(members["errorType"])
	}
	found := &wireError{details: absent{}}
	switch {
	case isError:
		found = readError(members)
	case isFrame:
		found.readMembers(members)
	default:
		_, hasDetails := members["details"]
		if name == nil || hasDetails || errorType != nil {
			found.readDetails(members)
		} else if strings.Contains(header.Get("Content-Type"), "problem+json") {
			found.takeOthers(members, ofProblems)
		} else {
			found.takeOthers(members, taken)
		}
	}
	if name != nil {
		found.errorType = name
	}
	for _, each := range []string{"message", "Message", "errorMessage", "detail", "title"} {
		if found.message == nil {
			found.message = asText(members[each])
		}
	}
	if found.message == nil && !isJSON {
		found.message = &body
	}
	if status >= 400 || found.status == 0 {
		found.status = status
	}
	if found.status > 599 {
		found.status = 500
	}
	if seconds := secondsIn(header); seconds != nil {
		found.retryAfter = seconds
	}
	return found
}

func textOr(text *string, other string) string {
	if text == nil {
		return other
	}
	return *text
}

func (found *wireError) toFault(payload []byte) BASE {
	declared := find(found.errorType, found.stack)
	common := Fault{Message: textOr(found.message, ""), Status: 500, RetryAfter: found.retryAfter, Payload: payload}
	if declared != nil {
		common.Status, common.Retryable = declared.status, declared.retryable
	} else {
		common.Retryable = found.status == 429 || found.status >= 502 && found.status <= 504
	}
	if found.status >= 400 {
		common.Status = found.status
	}
	if found.retryable != nil {
		common.Retryable = *found.retryable
	}
	_, common.noDetails = found.details.(absent)
	details := plainOf(found.details)
	if common.noDetails {
		details = nil
	}
	if declared == nil {
		if found.errorType == nil && found.message == nil {
			return &MalformedFault{Fault: common, Type: "MalformedFault", Problem: "the payload is not an error object"}
		}
		return &Undeclared{Fault: common, Type: textOr(found.errorType, "Undeclared"), Details: details}
	}
	malformed := &MalformedFault{Fault: common, Type: declared.errorType, Dropped: found.dropped, Details: details}
	if found.dropped != nil {
		malformed.Problem = textOf(*found.dropped) + " bytes of details were too large for the wire"
		return malformed
	}
	fault, failure := declared.make(common, found.details)
	if failure != nil {
		malformed.Problem = failure.Error()
		return malformed
	}
	return fault
}

// ParseFunctionError reads the payload of an Invoke whose answer has FunctionError. It is never nil.
func ParseFunctionError(payload []byte) error {
	return readError(parseObject(string(payload))).toFault(payload)
}

// ParseHTTPError reads the error of an HTTP response; nil where the response has none.
func ParseHTTPError(status int, header http.Header, body []byte) error {
	if found := readHTTP(status, header, string(body)); found != nil {
		return found.toFault(body)
	}
	return nil
}
`;

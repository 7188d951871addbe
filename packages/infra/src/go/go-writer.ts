/** The part of a Go file that writes JSON as JavaScript does, and the custom error object. */
export const GO_WRITER = String.raw`
const (
	messageLimit = 4096
	customLimit  = 20480
)

var lineBreaks = regexp.MustCompile("[\n\r\u2028\u2029\x7f]+")

func writeText(out *strings.Builder, text string) {
	out.WriteByte('"')
	for _, character := range text {
		switch {
		case character == '"' || character == '\\':
			out.WriteByte('\\')
			out.WriteRune(character)
		case character >= ' ':
			out.WriteRune(character)
		case strings.ContainsRune("\b\f\n\r\t", character):
			out.WriteByte('\\')
			out.WriteByte("btn_fr"[character-'\b'])
		default:
			fmt.Fprintf(out, "\\u%04x", character)
		}
	}
	out.WriteByte('"')
}

func writeNumber(out *strings.Builder, number float64) {
	size := math.Abs(number)
	switch {
	case math.IsNaN(number) || math.IsInf(number, 0):
		out.WriteString("null")
	case size == 0:
		out.WriteByte('0')
	case size < 1e-6 || size >= 1e21:
		text := strconv.FormatFloat(number, 'e', -1, 64)
		out.WriteString(strings.Replace(strings.Replace(text, "e-0", "e-", 1), "e+0", "e+", 1))
	default:
		out.WriteString(strconv.FormatFloat(number, 'f', -1, 64))
	}
}

func writeDate(out *strings.Builder, date time.Time) {
	writeText(out, date.UTC().Truncate(time.Millisecond).Format("2006-01-02T15:04:05.000Z"))
}

// writeValue writes what details can have: structs whose fields have the tag fault, and what JSON has.
func writeValue(out *strings.Builder, value reflect.Value) {
	if !value.IsValid() {
		out.WriteString("null")
		return
	}
	switch known := value.Interface().(type) {
	case time.Time:
		writeDate(out, known)
		return
	case json.RawMessage:
		var compact bytes.Buffer
		if json.Compact(&compact, known) == nil {
			out.Write(compact.Bytes())
		} else {
			out.WriteString("null")
		}
		return
	case json.Number:
		out.WriteString(known.String())
		return
	}
	switch value.Kind() {
	case reflect.Ptr, reflect.Interface:
		writeValue(out, value.Elem())
	case reflect.String:
		writeText(out, value.String())
	case reflect.Bool:
		out.WriteString(strconv.FormatBool(value.Bool()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		out.WriteString(strconv.FormatInt(value.Int(), 10))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		out.WriteString(strconv.FormatUint(value.Uint(), 10))
	case reflect.Float32, reflect.Float64:
		writeNumber(out, value.Float())
	case reflect.Slice, reflect.Array:
		out.WriteByte('[')
		for at := 0; at < value.Len(); at++ {
			if at > 0 {
				out.WriteByte(',')
			}
			writeValue(out, value.Index(at))
		}
		out.WriteByte(']')
	case reflect.Map:
		writeMap(out, value)
	case reflect.Struct:
		writeStruct(out, value)
	default:
		out.WriteString("null")
	}
}

func writeMap(out *strings.Builder, value reflect.Value) {
	keys := value.MapKeys()
	sort.Slice(keys, func(one, other int) bool { return keys[one].String() < keys[other].String() })
	out.WriteByte('{')
	for at, key := range keys {
		if at > 0 {
			out.WriteByte(',')
		}
		writeText(out, key.String())
		out.WriteByte(':')
		writeValue(out, value.MapIndex(key))
	}
	out.WriteByte('}')
}

func writeStruct(out *strings.Builder, value reflect.Value) {
	out.WriteByte('{')
	isFirst := true
	for at := 0; at < value.NumField(); at++ {
		name, isMember := value.Type().Field(at).Tag.Lookup("fault")
		field := value.Field(at)
		if !isMember || isOptional(value.Type().Field(at)) && isNil(field) {
			continue
		}
		if !isFirst {
			out.WriteByte(',')
		}
		isFirst = false
		writeText(out, name)
		out.WriteByte(':')
		if isNil(field) && value.Type().Field(at).Tag.Get("nullable") == "true" {
			out.WriteString("null")
		} else {
			writeValue(out, field)
		}
	}
	out.WriteByte('}')
}

func isOptional(field reflect.StructField) bool {
	return field.Tag.Get("optional") == "true"
}

func isNil(value reflect.Value) bool {
	switch value.Kind() {
	case reflect.Ptr, reflect.Interface, reflect.Slice, reflect.Map:
		return value.IsNil()
	}
	return false
}

func textOf(value any) string {
	var out strings.Builder
	writeValue(&out, reflect.ValueOf(value))
	return out.String()
}

// escapedLength counts the UTF-16 code units of a text inside of a JSON document.
func escapedLength(text string) int {
	length := 0
	for _, character := range text {
		switch {
		case character > 0xffff:
			length += 2
		case character == '"' || character == '\\' || strings.ContainsRune("\b\f\n\r\t", character):
			length += 2
		case character < ' ':
			length += 6
		default:
			length++
		}
	}
	return length
}

func oneLine(message string) string {
	line := lineBreaks.ReplaceAllString(strings.ToValidUTF8(message, "\ufffd"), " ")
	if escapedLength(line) <= messageLimit {
		return line
	}
	length := 0
	for at, character := range line {
		length += escapedLength(string(character))
		if length > messageLimit-1 {
			return line[:at] + "\u2026"
		}
	}
	return line
}

// customObject writes a fault as the text that Lambda sends as its message.
func customObject(errorType string, status int, fault *Fault, details any) string {
	head := "{\"errorType\":" + textOf(errorType) + ",\"httpStatus\":" + strconv.Itoa(status)
	if fault.RequestID != "" {
		head += ",\"requestId\":" + textOf(fault.RequestID)
	}
	head += ",\"message\":" + textOf(oneLine(fault.Message))
	end := "}"
	if fault.RetryAfter != nil {
		end = ",\"retryAfter\":" + textOf(*fault.RetryAfter) + "}"
	}
	if fault.noDetails || details == nil {
		return strings.ReplaceAll(head+end, "\x7f", "\\u007f")
	}
	written := textOf(details)
	kept := ""
	if isNote(written) {
		kept = ",\"kept\":true"
	}
	whole := strings.ReplaceAll(head+",\"details\":"+written+kept+end, "\x7f", "\\u007f")
	if escapedLength(whole) <= customLimit {
		return whole
	}
	return strings.ReplaceAll(head+",\"details\":{\"dropped\":"+strconv.Itoa(len(written))+"}"+end, "\x7f", "\\u007f")
}

// isNote reports whether details look like the size of details that were too large.
func isNote(written string) bool {
	var members map[string]any
	if !strings.HasPrefix(written, "{\"dropped\":") || json.Unmarshal([]byte(written), &members) != nil {
		return false
	}
	_, isNumber := members["dropped"].(float64)
	return len(members) == 1 && isNumber
}
`;

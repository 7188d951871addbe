/** The part of a Go file that reads details into its types. */
export const GO_TYPES = String.raw`
// absent is what came where no details came.
type absent struct{}

// choice is a text of which only some are allowed.
type choice interface{ choices() []string }

func misfit(path, needed string, value any) error {
	shown := textOf(value)
	if len(shown) > 80 {
		shown = strings.ToValidUTF8(shown[:80], "") + "\u2026"
	}
	return fmt.Errorf("%s is %s; it is %s", path, needed, shown)
}

var timeType = reflect.TypeOf(time.Time{})

// decode reads a value of JSON into a variable of a type of this file.
func decode(value any, target reflect.Value, path string) error {
	if target.Type() == timeType {
		text, _ := value.(string)
		date, failure := parseDate(text)
		if failure != nil {
			return misfit(path, "a date such as 2026-11-22T09:00:00.000Z", value)
		}
		target.Set(reflect.ValueOf(date))
		return nil
	}
	switch target.Kind() {
	case reflect.Interface:
		if plain := plainOf(value); plain != nil {
			target.Set(reflect.ValueOf(plain))
		}
		return nil
	case reflect.Ptr:
		if value == nil {
			return nil
		}
		target.Set(reflect.New(target.Type().Elem()))
		return decode(value, target.Elem(), path)
	case reflect.Struct:
		return decodeStruct(value, target, path)
	case reflect.Slice:
		return decodeList(value, target, path)
	case reflect.Map:
		return decodeMap(value, target, path)
	}
	return decodePlain(value, target, path)
}

func decodePlain(value any, target reflect.Value, path string) error {
	switch target.Kind() {
	case reflect.String:
		text, isText := value.(string)
		if !isText {
			return misfit(path, "a text", value)
		}
		if known, isChoice := target.Interface().(choice); isChoice {
			for _, allowed := range known.choices() {
				if text == allowed {
					target.SetString(text)
					return nil
				}
			}
			return misfit(path, "one of "+strings.Join(known.choices(), ", "), value)
		}
		target.SetString(text)
	case reflect.Bool:
		flag, isFlag := value.(bool)
		if !isFlag {
			return misfit(path, "true or false", value)
		}
		target.SetBool(flag)
	default:
		number, isNumber := value.(json.Number)
		float, failure := number.Float64()
		if !isNumber || failure != nil {
			return misfit(path, "a number", value)
		}
		if target.Kind() == reflect.Float64 {
			target.SetFloat(float)
			return nil
		}
		integer, failure := number.Int64()
		if failure != nil {
			if integer = int64(float); float64(integer) != float {
				return misfit(path, "a whole number", value)
			}
		}
		target.SetInt(integer)
	}
	return nil
}

func decodeStruct(value any, target reflect.Value, path string) error {
	members, isObject := value.(map[string]any)
	if !isObject {
		return misfit(path, "an object", value)
	}
	for at := 0; at < target.NumField(); at++ {
		field := target.Type().Field(at)
		name := field.Tag.Get("fault")
		where := strings.TrimPrefix(path+"."+name, "details.")
		member, isThere := members[name]
		if !isThere && !isOptional(field) {
			return fmt.Errorf("%s is missing", where)
		}
		if !isThere {
			continue
		}
		if failure := decode(member, target.Field(at), where); failure != nil {
			return failure
		}
	}
	return nil
}

func decodeList(value any, target reflect.Value, path string) error {
	entries, isList := value.([]any)
	if !isList {
		return misfit(path, "a list", value)
	}
	target.Set(reflect.MakeSlice(target.Type(), len(entries), len(entries)))
	for at, entry := range entries {
		if failure := decode(entry, target.Index(at), fmt.Sprintf("%s[%d]", path, at)); failure != nil {
			return failure
		}
	}
	return nil
}

func decodeMap(value any, target reflect.Value, path string) error {
	members, isObject := value.(map[string]any)
	if !isObject {
		return misfit(path, "an object", value)
	}
	target.Set(reflect.MakeMap(target.Type()))
	for name, member := range members {
		entry := reflect.New(target.Type().Elem()).Elem()
		if failure := decode(member, entry, path+"."+name); failure != nil {
			return failure
		}
		target.SetMapIndex(reflect.ValueOf(name), entry)
	}
	return nil
}

func parseDate(text string) (time.Time, error) {
	date, failure := time.Parse(time.RFC3339Nano, text)
	if failure != nil {
		date, failure = time.Parse("2006-01-02", text)
	}
	return date.UTC(), failure
}

// plainOf makes numbers float64, as encoding/json does.
func plainOf(value any) any {
	switch known := value.(type) {
	case json.Number:
		float, _ := known.Float64()
		return float
	case []any:
		list := make([]any, len(known))
		for at, entry := range known {
			list[at] = plainOf(entry)
		}
		return list
	case map[string]any:
		members := make(map[string]any, len(known))
		for name, member := range known {
			members[name] = plainOf(member)
		}
		return members
	}
	return value
}

// decodeDetails reads the details of a fault.
func decodeDetails(value any, target any, optional bool) error {
	if _, isAbsent := value.(absent); isAbsent {
		if optional {
			return nil
		}
		return errors.New("no details came, and the fault is declared with some")
	}
	return decode(value, reflect.ValueOf(target).Elem(), "details")
}
`;

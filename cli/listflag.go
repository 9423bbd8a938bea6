package cli

import (
	"errors"
	"strings"

	"github.com/spf13/pflag"
)

// listFlag is the value of a flag that takes several, with commas between them.
// The library reads the first line and drops the rest in silence: what has a line
// break is refused.
type listFlag struct {
	pflag.Value
	pflag.SliceValue
}

// addList adds such a flag, whose default is none.
func addList(flags *pflag.FlagSet, value *[]string, name, usage string) {
	flags.StringSliceVar(value, name, nil, usage)
	f := flags.Lookup(name)
	f.Value = listFlag{f.Value, f.Value.(pflag.SliceValue)}
	f.DefValue = "" // of no list of the library's own, help would show the empty one
}

// Set adds what is in one line.
func (l listFlag) Set(value string) error {
	if strings.ContainsAny(value, "\r\n") {
		return errors.New("it has a line break")
	}
	return l.Value.Set(value)
}

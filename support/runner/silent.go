package runner

import (
	"io"

	"github.com/cucumber/godog"
	"github.com/cucumber/godog/formatters"
	messages "github.com/cucumber/messages/go/v21"
)

// silent is the formatter godog is given. What happens is recorded by hooks,
// which come as the steps run; a formatter hears of a concurrent scenario only
// when it is over.
type silent struct{}

const silentName = "assay-silent"

func init() {
	godog.Format(silentName, "prints nothing", func(string, io.Writer) formatters.Formatter { return silent{} })
}

type (
	pickle     = messages.Pickle
	pickleStep = messages.PickleStep
	definition = formatters.StepDefinition
)

func (silent) TestRunStarted()                                    {}
func (silent) Feature(*messages.GherkinDocument, string, []byte)  {}
func (silent) Pickle(*pickle)                                     {}
func (silent) Defined(*pickle, *pickleStep, *definition)          {}
func (silent) Failed(*pickle, *pickleStep, *definition, error)    {}
func (silent) Passed(*pickle, *pickleStep, *definition)           {}
func (silent) Skipped(*pickle, *pickleStep, *definition)          {}
func (silent) Undefined(*pickle, *pickleStep, *definition)        {}
func (silent) Pending(*pickle, *pickleStep, *definition)          {}
func (silent) Ambiguous(*pickle, *pickleStep, *definition, error) {}
func (silent) Summary()                                           {}

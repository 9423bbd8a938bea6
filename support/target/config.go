package target

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"slices"
)

// DefaultFile is the configuration that is read when none is named.
const DefaultFile = "assay.yaml"

// Config is an assay.yaml. Its targets have been checked, but variables and
// files are looked up only when [Config.Target] asks for one of them: a
// missing token of one host is no reason to refuse another.
type Config struct {
	Path    string            // the file, "" when there is none
	Targets map[string]Target // as written: without what Env and File keys stand for
	Tags    []string          // tags that the author's own features may use, without "@"
	LintOff []string          // house rules that their features need not keep

	// What a run uses when neither flag nor variable says otherwise.
	DefaultTarget string
	Out           string
	Concurrency   int
	Browser       string
	BrowserURL    string
	Brands        string // file of further brands
	Trace         string // which attempts get a trace
	Quarantine    string // file of scenarios known not to pass

	raw  map[string]fileTarget
	root place
	env  func(string) string
}

// Load reads a configuration file. With an empty path it reads ./assay.yaml if
// there is one and returns an empty Config if not. env looks up variables.
func Load(path string, env func(string) string) (*Config, error) {
	file := path
	if file == "" {
		file = DefaultFile
	}
	data, err := os.ReadFile(file)
	if path == "" && errors.Is(err, fs.ErrNotExist) {
		return &Config{env: env}, nil
	}
	if err != nil {
		return nil, &Error{
			File: file, Problem: "cannot read the configuration: " + reason(err),
			Remedy: "name a file that exists, or leave --config and ASSAY_CONFIG away to test against the simulator",
		}
	}
	return parse(file, data, env)
}

// parse reads and checks a configuration.
func parse(file string, data []byte, env func(string) string) (*Config, error) {
	var raw fileConfig
	root, err := readStrict(file, data, &raw)
	if err != nil {
		return nil, err
	}
	c := &Config{
		Path: file, Tags: raw.Tags, LintOff: raw.Lint.Off, DefaultTarget: raw.Target, Out: raw.Out, Concurrency: raw.Concurrency,
		Browser: raw.Browser, BrowserURL: raw.BrowserURL, Brands: beside(file, raw.BrandsFile), Trace: raw.Trace,
		Quarantine: beside(file, raw.Quarantine), Targets: map[string]Target{}, raw: raw.Targets, root: root, env: env,
	}
	if raw.Concurrency < 0 {
		return nil, root.key("concurrency").errorf("write 1 or more", "concurrency must be at least 1")
	}
	if u, err := url.Parse(raw.BrowserURL); err != nil || u.User != nil || u.RawQuery != "" {
		return nil, root.key("browserUrl").errorf("put the whole address into ASSAY_BROWSER_URL",
			"browserUrl says more than where the browser is, which is a secret mostly")
	}
	for _, name := range slices.Sorted(maps.Keys(raw.Targets)) {
		t := raw.Targets[name]
		if err := checkTarget(c.placeOf(name), name, t); err != nil {
			return nil, err
		}
		c.Targets[name] = t.plain(name)
	}
	if _, ok := raw.Targets[raw.Target]; raw.Target != "" && raw.Target != SimulatorName && !ok {
		return nil, root.key("target").errorf(didYouMean(raw.Target, c.Names(), "the targets are"), "unknown target %q", raw.Target)
	}
	return c, nil
}

// Names returns the names that [Config.Target] accepts, the built-in first.
func (c *Config) Names() []string {
	return append([]string{SimulatorName}, slices.Sorted(maps.Keys(c.raw))...)
}

// Target returns the named target with its variables and files looked up. An
// empty name is the file's own default, and without one the simulator.
func (c *Config) Target(name string) (Target, error) {
	if name == "" {
		name = c.DefaultTarget
	}
	if name == "" || name == SimulatorName {
		return builtIn(), nil
	}
	raw, ok := c.raw[name]
	if !ok {
		return Target{}, c.unknown(name)
	}
	return resolver{config: c, place: c.placeOf(name)}.target(name, raw)
}

// unknown is the error for a target that is not there.
func (c *Config) unknown(name string) error {
	remedy := didYouMean(name, c.Names(), "the targets are")
	if len(c.raw) == 0 {
		remedy = "only the built-in target simulator exists: describe yours under targets: in " + DefaultFile
		if c.Path != "" {
			remedy = fmt.Sprintf("%s has no targets: only the built-in target simulator exists", c.Path)
		}
	}
	return &Error{Problem: fmt.Sprintf("unknown target %q", name), Remedy: remedy}
}

// placeOf returns where a target is written.
func (c *Config) placeOf(name string) place { return c.root.key("targets").key(name) }

// reason strips the path from a file error, since ours name it already.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

package target

// Variable is an environment variable that the program reads.
type Variable struct {
	Name    string
	Flag    string // the flag that goes before it, without dashes; "" when there is none
	Meaning string
}

// Variables is the one list of environment variables: the flags are filled
// from it, and the README and the help are checked against it. A flag goes
// before a variable, a variable before assay.yaml.
func Variables() []Variable {
	return []Variable{
		{"ASSAY_CONFIG", "config", "the configuration file; ./assay.yaml when unset"},
		{"ASSAY_TARGET", "target", "the target of a run; simulator when unset"},
		{"ASSAY_TAGS", "tags", "the tag expression that selects scenarios"},
		{"ASSAY_OUT", "out", "the directory for the reports; reports/out when unset"},
		{"ASSAY_CONCURRENCY", "concurrency", "how many scenarios run at the same time"},
		{"ASSAY_SEED", "seed", "the seed of order and test data, to repeat a run exactly"},
		{"ASSAY_SHARD", "shard", "the part of the plan to run, such as 2/5, or auto"},
		{"ASSAY_SHARD_INDEX", "", "for --shard auto: which part this is, from 1; \"assay help shards\" has those of CI systems"},
		{"ASSAY_SHARD_TOTAL", "", "for --shard auto: how many parts there are"},
		{"ASSAY_RUN_ID", "run-id", "the id that all shards of a run share"},
		{"ASSAY_BROWSER", "browser", "the path of the browser, headless-shell or chromium; searched in the usual places when unset"},
		{"ASSAY_BROWSER_URL", "browser-url", "the address of a browser elsewhere, http://host:9222 or ws://..., used instead"},
		{"ASSAY_BRANDS", "brands", "a file of brands beyond those that are built in"},
		{"ASSAY_TRACE", "trace", "which attempts get a trace: on-failure, always or never"},
		{"ASSAY_REPORT", "report", "further reports, with commas between: allure, ctrf, markdown"},
		{"ASSAY_COLOR", "color", "colour on the terminal: auto, always or never"},
		{"NO_COLOR", "", "any value turns colour off, unless --color or ASSAY_COLOR says otherwise"},
		{"ASSAY_MANAGE_TOKEN", "", "the token of the management port of assay serve, needed when it listens beyond loopback"},
	}
}

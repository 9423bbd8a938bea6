package runner

// ciSystem is how a CI system tells a job which of several it is, and how all of
// them are known to be of one pipeline.
type ciSystem struct {
	name         string
	sign         string // a variable that only this system sets; "" where index tells
	index, total string
	base         int    // the index of the first job
	pipeline     string // the id that all jobs of a pipeline share
}

// ciSystems are asked from the top; the first whose index is set answers. Ours
// come first, so that they go before what a system says.
//
// Source: KnapsackPro/knapsack_pro-ruby, lib/knapsack_pro/config/ci, for the
// variables of GitLab to Semaphore; Kubernetes documentation, "Indexed Job". The
// rows of Azure and Bitbucket are best knowledge.
var ciSystems = []ciSystem{
	{name: "assay", index: "ASSAY_SHARD_INDEX", total: "ASSAY_SHARD_TOTAL", base: 1},
	{
		name: "GitLab", sign: "GITLAB_CI", index: "CI_NODE_INDEX", total: "CI_NODE_TOTAL", base: 1,
		pipeline: "CI_PIPELINE_ID",
	},
	{name: "Cirrus", sign: "CIRRUS_CI", index: "CI_NODE_INDEX", total: "CI_NODE_TOTAL", pipeline: "CIRRUS_BUILD_ID"},
	{
		name: "Heroku", sign: "HEROKU_TEST_RUN_ID", index: "CI_NODE_INDEX", total: "CI_NODE_TOTAL",
		pipeline: "HEROKU_TEST_RUN_ID",
	},
	{name: "CircleCI", index: "CIRCLE_NODE_INDEX", total: "CIRCLE_NODE_TOTAL", pipeline: "CIRCLE_WORKFLOW_ID"},
	{
		name: "Buildkite", index: "BUILDKITE_PARALLEL_JOB", total: "BUILDKITE_PARALLEL_JOB_COUNT",
		pipeline: "BUILDKITE_BUILD_ID",
	},
	{
		name: "Semaphore", index: "SEMAPHORE_JOB_INDEX", total: "SEMAPHORE_JOB_COUNT", base: 1,
		pipeline: "SEMAPHORE_WORKFLOW_ID",
	},
	{name: "Kubernetes", index: "JOB_COMPLETION_INDEX", total: "ASSAY_SHARD_TOTAL"},
	{
		name: "Azure", index: "SYSTEM_JOBPOSITIONINPHASE", total: "SYSTEM_TOTALJOBSINPHASE", base: 1,
		pipeline: "BUILD_BUILDID",
	},
	{
		name: "Bitbucket", index: "BITBUCKET_PARALLEL_STEP", total: "BITBUCKET_PARALLEL_STEP_COUNT",
		pipeline: "BITBUCKET_BUILD_NUMBER",
	},
	{name: "GitHub", pipeline: "GITHUB_RUN_ID"},
}

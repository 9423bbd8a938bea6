package featurefile

import messages "github.com/cucumber/messages/go/v21"

// keywords are those that open a kind of step.
var keywords = map[messages.StepKeywordType]string{
	messages.StepKeywordType_CONTEXT: "Given",
	messages.StepKeywordType_ACTION:  "When",
	messages.StepKeywordType_OUTCOME: "Then",
	messages.StepKeywordType_UNKNOWN: "*",
}

// Keyword returns the keyword whose kind a step opens: Given, When, Then, or *,
// which fits any. And and But open none: they go on with the kind before them.
func Keyword(step *messages.Step) (string, bool) {
	word, opens := keywords[step.KeywordType]
	return word, opens
}

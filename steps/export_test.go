package steps

// GroupInWords is groupInWords for the tests that read the features.
var GroupInWords = groupInWords

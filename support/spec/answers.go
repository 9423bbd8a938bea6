package spec

import (
	"strconv"
	"sync"
)

// ResponseParameter is a row of response-parameters.tsv: a member of an answer
// or of a webhook.
type ResponseParameter struct {
	Name        string // with placeholders: "result.code", "records[n]", "customer.*"
	Type        string // as documented: "AN32", "N10.N2 as string"; empty = not known
	WhenPresent string // in which answers it is
	Description string
	Source      string
}

// HTTPStatus is a row of http-statuses.tsv: a status that the API answers with.
type HTTPStatus struct {
	Status  int
	Meaning string // one line
	Source  string // says so where the meaning is not the documentation's
}

var responseParameters = sync.OnceValue(func() []ResponseParameter {
	return embedded("response-parameters.tsv", func(r row) ResponseParameter {
		return ResponseParameter{
			r.get("name"), r.get("type"), r.get("when_present"), r.get("description"), r.get("source"),
		}
	})
})

var httpStatuses = sync.OnceValue(func() []HTTPStatus {
	return embedded("http-statuses.tsv", func(r row) HTTPStatus {
		status, _ := strconv.Atoi(r.get("status"))
		return HTTPStatus{status, r.get("meaning"), r.get("source")}
	})
})

// ResponseParameters returns all known members of answers in the order of their
// table.
func ResponseParameters() []ResponseParameter { return responseParameters() }

// HTTPStatuses returns the statuses of the documentation in ascending order.
func HTTPStatuses() []HTTPStatus { return httpStatuses() }

package steps

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// parseCount reads how many or how often: "once", "twice", "5 times",
// "2 payments".
func parseCount(words string) (int, error) {
	switch words {
	case "once":
		return 1, nil
	case "twice":
		return 2, nil
	}
	digits, _, _ := strings.Cut(words, " ")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0, fmt.Errorf("%q is not a number to count with", words)
	}
	return n, nil
}

// parseDuration reads "1 minute", "30 minutes", "2 hours", "7 days".
func parseDuration(words string) (time.Duration, error) {
	n, err := parseCount(words)
	if err != nil {
		return 0, err
	}
	units := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}
	_, unit, _ := strings.Cut(words, " ")
	length, ok := units[strings.TrimSuffix(unit, "s")]
	if !ok {
		return 0, fmt.Errorf("%q is not a duration in minutes, hours or days", words)
	}
	return time.Duration(n) * length, nil
}

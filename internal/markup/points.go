package markup

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// PointKey names a key point in the log of reviews: 64 bits of the SHA-256 of its text in lower case
// and with single blanks, so that it is the same wherever the point stands in the answer.
func PointKey(text string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(strings.ToLower(text)), " ")))
	return hex.EncodeToString(sum[:8])
}

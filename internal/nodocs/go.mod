// This module stands in for the library with which urfave/cli turns help into man pages. iq makes
// none, and the Markdown parser behind it took a tenth of the time of 'iq due' to initialise.
module github.com/cpuguy83/go-md2man/v2

go 1.26.0

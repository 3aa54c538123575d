// Bare is the least that a Go program with iq's driver can do: it opens $IQ_DB and prints the question of
// one card. BenchmarkStartup measures iq by it.
package main

import (
	"database/sql"
	"fmt"
	"log"
	"os"

	_ "modernc.org/sqlite"
)

func main() {
	db, err := sql.Open("sqlite", os.Getenv("IQ_DB"))
	if err != nil {
		log.Fatal(err)
	}
	var question string
	if err := db.QueryRow("select question from card limit 1").Scan(&question); err != nil {
		log.Fatal(err)
	}
	fmt.Println(question)
}

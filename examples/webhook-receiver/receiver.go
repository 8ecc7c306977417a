// Receives webhooks: checks who sent them, prints them, answers 204. go run receiver.go
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

var seen sync.Map // One that lasts, such as a table with a unique column, in the place of this

func isGenuine(header http.Header, body []byte) bool {
	sentAt, err := strconv.ParseInt(header.Get("webhook-timestamp"), 10, 64)
	if err != nil || time.Since(time.Unix(sentAt, 0)).Abs() > 5*time.Minute {
		return false // An old one may be somebody's who has overheard it.
	}
	for _, secret := range strings.Split(os.Getenv("WEBHOOK_SECRET"), ",") {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		if err != nil || len(key) == 0 {
			log.Fatal("expected WEBHOOK_SECRET to be whsec_ and base64")
		}
		mac := hmac.New(sha256.New, key)
		fmt.Fprintf(mac, "%s.%d.%s", header.Get("webhook-id"), sentAt, body)
		expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
		for _, given := range strings.Fields(header.Get("webhook-signature")) {
			if hmac.Equal([]byte(given), []byte(expected)) {
				return true
			}
		}
	}
	return false
}

func receive(response http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, 1<<20))
	if err != nil || !isGenuine(request.Header, body) {
		response.WriteHeader(http.StatusUnauthorized)
		return
	}
	var delivery struct {
		Type string
		Data json.RawMessage
	}
	if err := json.Unmarshal(body, &delivery); err != nil {
		response.WriteHeader(http.StatusBadRequest)
		return
	}
	// What has been taken before is taken again, and has no second effect.
	if _, isKnown := seen.LoadOrStore(request.Header.Get("webhook-id"), true); !isKnown {
		fmt.Println(request.Header.Get("webhook-id"), delivery.Type, string(delivery.Data))
	}
	response.WriteHeader(http.StatusNoContent)
}

func valueOf(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func main() {
	listener, err := net.Listen("tcp", net.JoinHostPort(valueOf("HOST", "127.0.0.1"), valueOf("PORT", "8080")))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening on port", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, http.HandlerFunc(receive)))
}

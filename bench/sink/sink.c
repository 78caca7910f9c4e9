// An S3 store that keeps nothing: it answers as S3 does and drops what it is sent, so that what is measured is the
// client. A thread for each connection; bodies are dropped in the kernel (MSG_TRUNC), never copied.
//
//   sink ADDRESS      prints {"port":N}, then the counts for each line on stdin; ends with its stdin.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEAD_MAX 65536
#define DROP_MAX (1 << 20)

static atomic_ullong puts_, posts, preflights, others, connections, body_bytes;

// What a browser's page needs to be let through, and to read the ETag that most uploaders ask for.
#define CORS                                                                                            \
  "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET,PUT,POST,DELETE,HEAD\r\n"        \
  "Access-Control-Allow-Headers: *\r\nAccess-Control-Expose-Headers: ETag,Location\r\n"                 \
  "Access-Control-Max-Age: 7200\r\n"

static int answer(int fd, int status, const char *extra, const char *body) {
  char text[4096];
  int length = snprintf(text, sizeof text, "HTTP/1.1 %d X\r\n" CORS "%sContent-Length: %zu\r\n\r\n%s", status, extra,
                        strlen(body), body);
  return send(fd, text, length, MSG_NOSIGNAL) == length;
}

// The value of a header, or NULL. `head` ends with the empty line.
static const char *header(const char *head, const char *name) {
  size_t length = strlen(name);
  for (const char *line = strstr(head, "\r\n"); line; line = strstr(line + 2, "\r\n"))
    if (strncasecmp(line + 2, name, length) == 0 && line[2 + length] == ':')
      return line + 3 + length + strspn(line + 3 + length, " ");
  return NULL;
}

static int drop(int fd, unsigned long long bytes) {
#ifdef __linux__
  char *where = NULL; // MSG_TRUNC: the kernel frees the segments and copies nothing
  int flags = MSG_TRUNC;
#else
  static _Thread_local char where[DROP_MAX];
  int flags = 0;
#endif
  while (bytes > 0) {
    ssize_t got = recv(fd, where, bytes < DROP_MAX ? bytes : DROP_MAX, flags);
    if (got <= 0) return 0;
    bytes -= got;
    body_bytes += got;
  }
  return 1;
}

static int respond(int fd, const char *method, const char *target) {
  char extra[128], body[512];
  if (strcmp(method, "OPTIONS") == 0) {
    preflights++;
    return answer(fd, 204, "", "");
  }
  if (strcmp(method, "PUT") == 0) {
    snprintf(extra, sizeof extra, "ETag: \"%032llx\"\r\n", ++puts_);
    return answer(fd, 200, extra, "");
  }
  if (strcmp(method, "POST") != 0) {
    others++;
    return answer(fd, strcmp(method, "DELETE") == 0 ? 204 : 200, "", "");
  }
  unsigned long long id = ++posts;
  const char *query = strchr(target, '?');
  const char *key = strchr(target + 1, '/');
  int key_length = key && query ? (int)(query - key - 1) : 0;
  if (key_length > 200) key_length = 200;
  if (!query) { // a form with a signed policy
    snprintf(extra, sizeof extra, "ETag: \"%032llx\"\r\n", id);
    return answer(fd, 204, extra, "");
  }
  const char *result = strstr(query, "uploadId=") ? "CompleteMultipartUploadResult" : "InitiateMultipartUploadResult";
  snprintf(body, sizeof body,
           "<?xml version=\"1.0\"?><%s><Bucket>bench</Bucket><Key>%.*s</Key><UploadId>upload-%llu</UploadId>"
           "<Location>/bench</Location><ETag>\"%032llx-1\"</ETag></%s>",
           result, key_length, key ? key + 1 : "", id, id, result);
  return answer(fd, 200, "Content-Type: application/xml\r\n", body);
}

static void *serve(void *argument) {
  int fd = (int)(long)argument, one = 1;
  char *head = malloc(HEAD_MAX + 1);
  size_t have = 0;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  for (;;) {
    char *end;
    head[have] = 0;
    while (!(end = strstr(head, "\r\n\r\n"))) {
      ssize_t got = have < HEAD_MAX ? recv(fd, head + have, HEAD_MAX - have, 0) : 0;
      if (got <= 0) goto closed;
      head[have += got] = 0;
    }
    size_t head_length = end + 4 - head, early = have - head_length;
    char method[16] = "", target[8192] = "", saved = end[2];
    end[2] = 0; // searches of the head stop here
    sscanf(head, "%15s %8191s", method, target);
    const char *length = header(head, "content-length"), *expect = header(head, "expect");
    unsigned long long body = length ? strtoull(length, NULL, 10) : 0;
    if (header(head, "transfer-encoding")) {
      answer(fd, 411, "Connection: close\r\n", "");
      break;
    }
    if (expect && early == 0 && send(fd, "HTTP/1.1 100 Continue\r\n\r\n", 25, MSG_NOSIGNAL) != 25) break;
    end[2] = saved;
    size_t part = early < body ? early : body;
    body_bytes += part;
    if (!drop(fd, body - part) || !respond(fd, method, target)) break;
    have = early - part;
    memmove(head, head + head_length + part, have);
  }
closed:
  free(head);
  close(fd);
  return NULL;
}

static void *accept_all(void *argument) {
  for (;;) {
    int fd = accept((int)(long)argument, NULL, NULL);
    pthread_t thread;
    if (fd < 0) continue;
    connections++;
    if (pthread_create(&thread, NULL, serve, (void *)(long)fd) == 0) pthread_detach(thread);
    else close(fd);
  }
  return NULL;
}

int main(int count, char **arguments) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t size = sizeof address;
  char line[64];
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  signal(SIGPIPE, SIG_IGN);
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (count != 2 || inet_pton(AF_INET, arguments[1], &address.sin_addr) != 1 ||
      bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 512) < 0) {
    perror("sink");
    return 1;
  }
  getsockname(fd, (struct sockaddr *)&address, &size);
  pthread_t thread;
  pthread_create(&thread, NULL, accept_all, (void *)(long)fd);
  printf("{\"port\":%d}\n", ntohs(address.sin_port));
  while (fgets(line, sizeof line, stdin))
    printf("{\"puts\":%llu,\"posts\":%llu,\"preflights\":%llu,\"others\":%llu,\"connections\":%llu,\"bodyBytes\":%llu}\n",
           puts_, posts, preflights, others, connections, body_bytes);
  return 0;
}

// A line between two network namespaces, with a rate, a delay, a queue and a loss: what netem does, for kernels
// without it. It opens a TUN device in each namespace and carries packets from one to the other, so TCP on both ends
// is the kernel's own and meets loss and delay as it would on a real line.
//
//   link NAMESPACE_A NAMESPACE_B DEVICE RATE_BITS_PER_S DELAY_US QUEUE_US LOSS_PER_MILLION SEED
//
// Rate, delay and loss hold in each direction. A packet that would wait longer than QUEUE_US for its turn is dropped,
// as a router does whose buffer is full. Prints "ready"; ends with its stdin.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define PACKET_MAX 2048
#define RING (1 << 16)

struct packet {
  uint64_t due_ns;
  uint16_t length;
  uint8_t bytes[PACKET_MAX];
};

struct direction {
  int from, to;
  uint64_t free_at_ns; // when the line has sent what it was given
  uint32_t head, tail;
  struct packet *ring;
};

static uint64_t rate_bits, delay_ns, queue_ns, loss_per_million, random_state;

static uint64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000ull + time.tv_nsec;
}

// xorshift64*: the same losses for the same seed.
static uint32_t next_random(void) {
  random_state ^= random_state >> 12;
  random_state ^= random_state << 25;
  random_state ^= random_state >> 27;
  return (random_state * 2685821657736338717ull) >> 32;
}

static int open_tun(const char *namespace, const char *device) {
  char path[256];
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
  snprintf(path, sizeof path, "/run/netns/%s", namespace);
  snprintf(request.ifr_name, sizeof request.ifr_name, "%s", device);
  int ns = open(path, O_RDONLY | O_CLOEXEC);
  int is_inside = ns >= 0 && setns(ns, CLONE_NEWNET) == 0; // before the opening: a TUN belongs to its opener's
  int tun = is_inside ? open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC) : -1;
  if (tun < 0 || ioctl(tun, TUNSETIFF, &request) < 0) {
    perror(path);
    exit(1);
  }
  close(ns);
  return tun;
}

static void take_in(struct direction *line) {
  for (;;) {
    struct packet *packet = &line->ring[line->tail % RING];
    ssize_t length = read(line->from, packet->bytes, PACKET_MAX);
    if (length <= 0) return;
    uint64_t now = now_ns();
    uint64_t begins = line->free_at_ns > now ? line->free_at_ns : now;
    if (begins - now > queue_ns || line->tail - line->head == RING - 1) continue; // the router's buffer is full
    line->free_at_ns = begins + length * 8 * 1000000000ull / rate_bits;
    if (next_random() % 1000000 < loss_per_million) continue; // it took its time on the line, and got lost
    packet->length = length;
    packet->due_ns = line->free_at_ns + delay_ns;
    line->tail++;
  }
}

// Hands out what has arrived; answers when the next packet will, or 0.
static uint64_t hand_out(struct direction *line) {
  uint64_t now = now_ns();
  for (; line->head != line->tail; line->head++) {
    struct packet *packet = &line->ring[line->head % RING];
    if (packet->due_ns > now) return packet->due_ns;
    if (write(line->to, packet->bytes, packet->length) < 0) continue; // the other end is down: a line cannot know
  }
  return 0;
}

int main(int count, char **arguments) {
  if (count != 9) {
    fprintf(stderr, "link: 8 arguments\n");
    return 1;
  }
  int a = open_tun(arguments[1], arguments[3]), b = open_tun(arguments[2], arguments[3]);
  rate_bits = strtoull(arguments[4], NULL, 10);
  delay_ns = strtoull(arguments[5], NULL, 10) * 1000;
  queue_ns = strtoull(arguments[6], NULL, 10) * 1000;
  loss_per_million = strtoull(arguments[7], NULL, 10);
  random_state = strtoull(arguments[8], NULL, 10) * 2 + 1;
  struct direction there = {a, b, 0, 0, 0, calloc(RING, sizeof(struct packet))};
  struct direction back = {b, a, 0, 0, 0, calloc(RING, sizeof(struct packet))};
  struct pollfd inputs[3] = {{a, POLLIN, 0}, {b, POLLIN, 0}, {0, POLLIN, 0}};
  printf("\"ready\"\n"); // JSON, as all that the suite starts
  fflush(stdout);
  for (;;) {
    uint64_t next = hand_out(&there), other = hand_out(&back), now = now_ns();
    if (next == 0 || (other != 0 && other < next)) next = other;
    uint64_t wait = next == 0 ? 1000000000ull : next > now ? next - now : 0;
    struct timespec timeout = {wait / 1000000000ull, wait % 1000000000ull};
    char ignored[64];
    if (ppoll(inputs, 3, &timeout, NULL) > 0 && inputs[2].revents && read(0, ignored, sizeof ignored) <= 0) return 0;
    take_in(&there);
    take_in(&back);
  }
}

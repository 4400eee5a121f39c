/* A disk that is watched, and that fails on demand: preloaded into a writer, it stands between SQLite and the kernel.

   TRUST_STORE  the store's path; only files whose name begins with it are watched
   TRUST_LOG    where every write, truncation, flush and acknowledgement is logged (see disk.py for the form)
   TRUST_FAULT  "write:40:28" or "flush:12:5": the 40th write fails with ENOSPC, the 12th flush with EIO;
                with a "+" at the end every later one fails too */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST 4096
static int watched[MOST]; /* 0: not ours; 1: store, 2: -wal, 3: other */
static int log_fd = -1;
static long writes_seen, flushes_seen;

static int kind_of(const char *path) {
  const char *store = getenv("TRUST_STORE");
  size_t length = store ? strlen(store) : 0;
  if (!length || !path || strncmp(path, store, length)) return 0;
  if (!path[length]) return 1;
  if (!strcmp(path + length, "-wal")) return 2;
  return 0; /* -shm is rebuilt, .lock holds nothing */
}

static void note(char what, int file, int64_t offset, const void *data, int64_t length) {
  if (log_fd < 0) {
    const char *path = getenv("TRUST_LOG");
    if (!path) return;
    log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
  struct { char what, file; char pad[6]; int64_t offset, length; } head = {what, (char)file, {0}, offset, length};
  ssize_t (*plain)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  char *whole = malloc(sizeof head + (data ? length : 0));
  memcpy(whole, &head, sizeof head);
  if (data) memcpy(whole + sizeof head, data, length);
  if (plain(log_fd, whole, sizeof head + (data ? length : 0)) < 0) abort();
  free(whole);
}

static int fails(const char *what, long number) {
  const char *fault = getenv("TRUST_FAULT");
  if (!fault || strncmp(fault, what, 5)) return 0;
  long at = 0;
  int code = 0;
  char more = 0;
  sscanf(fault + 6, "%ld:%d%c", &at, &code, &more);
  if (number == at || (more == '+' && number > at)) { errno = code; return 1; }
  return 0;
}

static int opened(int fd, const char *path, int flags) {
  if (fd >= 0 && fd < MOST) {
    watched[fd] = kind_of(path);
    if (watched[fd] && (flags & O_TRUNC)) note('t', watched[fd], 0, NULL, 0);
  }
  return fd;
}

#define OPEN(name)                                                      \
  int name(const char *path, int flags, ...) {                          \
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);      \
    va_list more;                                                       \
    va_start(more, flags);                                              \
    int mode = va_arg(more, int);                                       \
    va_end(more);                                                       \
    return opened(real(path, flags, mode), path, flags);                \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, "close");
  if (fd >= 0 && fd < MOST) watched[fd] = 0;
  return real(fd);
}

#define PWRITE(name)                                                                  \
  ssize_t name(int fd, const void *data, size_t length, off64_t offset) {             \
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, #name);    \
    int ours = fd >= 0 && fd < MOST ? watched[fd] : 0;                                \
    if (ours && fails("write", ++writes_seen)) return -1;                             \
    ssize_t done = real(fd, data, length, offset);                                    \
    if (ours && done > 0) note('w', ours, offset, data, done);                        \
    return done;                                                                      \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

#define TRUNCATE(name)                                             \
  int name(int fd, off64_t length) {                               \
    int (*real)(int, off64_t) = dlsym(RTLD_NEXT, #name);           \
    int done = real(fd, length);                                   \
    int ours = fd >= 0 && fd < MOST ? watched[fd] : 0;             \
    if (ours && !done) note('t', ours, length, NULL, 0);           \
    return done;                                                   \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define FLUSH(name)                                                \
  int name(int fd) {                                               \
    int (*real)(int) = dlsym(RTLD_NEXT, #name);                    \
    int ours = fd >= 0 && fd < MOST ? watched[fd] : 0;             \
    if (ours && fails("flush", ++flushes_seen)) return -1;         \
    int done = real(fd);                                           \
    if (ours && !done) note('f', ours, 0, NULL, 0);                \
    return done;                                                   \
  }
FLUSH(fsync)
FLUSH(fdatasync)

/* The writer says that an act has been acknowledged. */
void trust_acknowledged(int64_t number) { note('a', 0, number, NULL, 0); }

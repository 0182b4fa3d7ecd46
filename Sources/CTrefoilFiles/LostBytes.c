// Signals, and variables of the environment, are POSIX and not C.
#define _GNU_SOURCE

#include "CTrefoilFiles.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

// A model has a dozen files, and a command writes one or a few.
enum { MAPPINGS = 256, TEMPORARIES = 64 };

// An entry that a signal handler may find half written is not `used` before it is whole.
typedef struct mapping {
  _Atomic uintptr_t start;
  size_t size;
  char path[PATH_MAX];
} mapping;

typedef struct temporary {
  atomic_int used;
  char path[PATH_MAX];
} temporary;

static mapping mappings[MAPPINGS];
static temporary temporaries[TEMPORARIES];
static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;

static int fits(const char *path) { return strlen(path) < PATH_MAX; }

void trefoil_remember_mapping(const void *start, size_t size, const char *path) {
  if (!fits(path)) return;
  pthread_mutex_lock(&writing);
  for (size_t i = 0; i < MAPPINGS; i++) {
    if (atomic_load(&mappings[i].start) != 0) continue;
    mappings[i].size = size;
    strcpy(mappings[i].path, path);
    atomic_store(&mappings[i].start, (uintptr_t)start);
    break;
  }
  pthread_mutex_unlock(&writing);
}

void trefoil_forget_mapping(const void *start) {
  pthread_mutex_lock(&writing);
  for (size_t i = 0; i < MAPPINGS; i++) {
    if (atomic_load(&mappings[i].start) == (uintptr_t)start) atomic_store(&mappings[i].start, 0);
  }
  pthread_mutex_unlock(&writing);
}

void trefoil_remember_temporary(const char *path) {
  if (!fits(path)) return;
  pthread_mutex_lock(&writing);
  for (size_t i = 0; i < TEMPORARIES; i++) {
    if (atomic_load(&temporaries[i].used)) continue;
    strcpy(temporaries[i].path, path);
    atomic_store(&temporaries[i].used, 1);
    break;
  }
  pthread_mutex_unlock(&writing);
}

void trefoil_forget_temporary(const char *path) {
  pthread_mutex_lock(&writing);
  for (size_t i = 0; i < TEMPORARIES; i++) {
    if (atomic_load(&temporaries[i].used) && strcmp(temporaries[i].path, path) == 0) {
      atomic_store(&temporaries[i].used, 0);
    }
  }
  pthread_mutex_unlock(&writing);
}

static volatile sig_atomic_t ending_status;

static const mapping *mapping_at(uintptr_t place) {
  for (size_t i = 0; i < MAPPINGS; i++) {
    const uintptr_t start = atomic_load(&mappings[i].start);
    if (start != 0 && place >= start && place - start < mappings[i].size) return &mappings[i];
  }
  return NULL;
}

// What is inside a directory goes before it, however deep it lies.
static void remove_temporaries(void) {
  for (size_t i = 0; i < TEMPORARIES; i++) {
    if (atomic_load(&temporaries[i].used)) unlink(temporaries[i].path);
  }
  for (size_t round = 0; round < TEMPORARIES; round++) {
    int is_removed = 0;
    for (size_t i = 0; i < TEMPORARIES; i++) {
      if (!atomic_load(&temporaries[i].used) || rmdir(temporaries[i].path) != 0) continue;
      is_removed = 1;
    }
    if (!is_removed) return;
  }
}

static void say(const char *text) {
  if (write(STDERR_FILENO, text, strlen(text)) < 0) return;
}

// Calls nothing that may not be called from a handler.
static void end_at_lost_bytes(int number, siginfo_t *info, void *context) {
  (void)context;
  static atomic_int is_ending;
  const mapping *lost = mapping_at((uintptr_t)info->si_addr);
  if (!lost) {
    // The instruction is run again, and ends the process as it would have.
    signal(number, SIG_DFL);
    return;
  }
  // Another thread that reads the same file waits here for the end.
  while (atomic_exchange(&is_ending, 1)) pause();
  say("\ntrefoil: error: “");
  say(lost->path);
  say("” was cut short, or can't be read any more, while it was in use. Start again with the whole"
      " file, and replace files by renaming others over them.\n");
  remove_temporaries();
  _exit(ending_status);
}

void trefoil_end_at_lost_bytes(int status) {
  ending_status = status;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = end_at_lost_bytes;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, NULL);
}

#include "team.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

// How often a thread looks for work, or for the end of it, before it sleeps: some tens of
// microseconds. The steps of a pass follow each other faster, and between passes nothing spins.
enum { LOOKS = 4000 };

struct trefoil_team {
  size_t helpers;
  pthread_t *threads;

  // Held by whoever runs the team.
  pthread_mutex_t caller;

  // What a run is; they hold still from a piece's claim to its end.
  void *context;
  void (*body)(void *context, size_t piece, size_t worker);
  size_t pieces;
  // The number of the run in the upper half, and how many of its pieces nobody has claimed.
  // A helper that comes too late claims none and is not waited for: with other work on the
  // machine, it may be milliseconds until the system lets it go on.
  _Atomic uint64_t open;
  atomic_size_t finished;
  atomic_int stopped;

  // Sleepers on either side.
  pthread_mutex_t lock;
  pthread_cond_t work;
  pthread_cond_t done;
  atomic_size_t asleep;
  atomic_int caller_asleep;
};

static uint32_t unclaimed(uint64_t open) { return (uint32_t)open; }

typedef struct helper {
  trefoil_team *team;
  size_t worker;
} helper;

static void spin_hint(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Takes pieces until none is left.
static void take_pieces(trefoil_team *team, size_t worker) {
  uint64_t open = atomic_load_explicit(&team->open, memory_order_acquire);
  while (unclaimed(open) > 0) {
    if (!atomic_compare_exchange_weak_explicit(
            &team->open, &open, open - 1, memory_order_acquire, memory_order_acquire)) {
      continue;
    }
    const size_t pieces = team->pieces;
    team->body(team->context, pieces - unclaimed(open), worker);
    // From the last piece's end on, the run is the caller's to replace.
    if (atomic_fetch_add(&team->finished, 1) + 1 == pieces && atomic_load(&team->caller_asleep)) {
      pthread_mutex_lock(&team->lock);
      pthread_cond_signal(&team->done);
      pthread_mutex_unlock(&team->lock);
    }
    open = atomic_load_explicit(&team->open, memory_order_acquire);
  }
}

static int has_work(trefoil_team *team) {
  return unclaimed(atomic_load(&team->open)) > 0 || atomic_load(&team->stopped);
}

static void wait_for_work(trefoil_team *team) {
  for (int look = 0; look < LOOKS; look++) {
    if (has_work(team)) return;
    spin_hint();
  }
  pthread_mutex_lock(&team->lock);
  atomic_fetch_add(&team->asleep, 1);
  while (!has_work(team)) pthread_cond_wait(&team->work, &team->lock);
  atomic_fetch_sub(&team->asleep, 1);
  pthread_mutex_unlock(&team->lock);
}

static void *help(void *argument) {
  helper me = *(helper *)argument;
  free(argument);
  while (!atomic_load(&me.team->stopped)) {
    take_pieces(me.team, me.worker);
    wait_for_work(me.team);
  }
  return NULL;
}

static void wake_helpers(trefoil_team *team) {
  if (atomic_load(&team->asleep) == 0) return;
  pthread_mutex_lock(&team->lock);
  pthread_cond_broadcast(&team->work);
  pthread_mutex_unlock(&team->lock);
}

static void wait_for_helpers(trefoil_team *team) {
  for (int look = 0; look < LOOKS; look++) {
    if (atomic_load_explicit(&team->finished, memory_order_acquire) == team->pieces) return;
    spin_hint();
  }
  pthread_mutex_lock(&team->lock);
  atomic_store(&team->caller_asleep, 1);
  while (atomic_load(&team->finished) != team->pieces) {
    pthread_cond_wait(&team->done, &team->lock);
  }
  atomic_store(&team->caller_asleep, 0);
  pthread_mutex_unlock(&team->lock);
}

int trefoil_team_run(
    trefoil_team *team, size_t pieces, void *context,
    void (*body)(void *context, size_t piece, size_t worker)) {
  if (pieces < 2 || pieces > UINT32_MAX || pthread_mutex_trylock(&team->caller) != 0) {
    for (size_t piece = 0; piece < pieces; piece++) body(context, piece, 0);
    return 0;
  }
  team->context = context;
  team->body = body;
  team->pieces = pieces;
  atomic_store(&team->finished, 0);
  const uint64_t run = (atomic_load(&team->open) >> 32) + 1;
  atomic_store(&team->open, run << 32 | pieces);
  wake_helpers(team);
  take_pieces(team, 0);
  wait_for_helpers(team);
  pthread_mutex_unlock(&team->caller);
  return 1;
}

static int start_helper(trefoil_team *team) {
  helper *argument = malloc(sizeof *argument);
  if (!argument) return 0;
  *argument = (helper){team, team->helpers + 1};
  if (pthread_create(&team->threads[team->helpers], NULL, help, argument) != 0) {
    free(argument);
    return 0;
  }
  team->helpers++;
  return 1;
}

trefoil_team *trefoil_team_start(size_t helpers) {
  trefoil_team *team = calloc(1, sizeof *team);
  pthread_t *threads = calloc(helpers, sizeof *threads);
  if (!team || !threads) {
    free(team);
    free(threads);
    return NULL;
  }
  team->threads = threads;
  pthread_mutex_init(&team->caller, NULL);
  pthread_mutex_init(&team->lock, NULL);
  pthread_cond_init(&team->work, NULL);
  pthread_cond_init(&team->done, NULL);
  while (team->helpers < helpers && start_helper(team)) {}
  if (team->helpers > 0) return team;
  trefoil_team_stop(team);
  return NULL;
}

void trefoil_team_stop(trefoil_team *team) {
  atomic_store(&team->stopped, 1);
  wake_helpers(team);
  for (size_t i = 0; i < team->helpers; i++) pthread_join(team->threads[i], NULL);
  pthread_cond_destroy(&team->work);
  pthread_cond_destroy(&team->done);
  pthread_mutex_destroy(&team->lock);
  pthread_mutex_destroy(&team->caller);
  free(team->threads);
  free(team);
}

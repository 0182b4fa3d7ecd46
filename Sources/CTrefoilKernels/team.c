#include "team.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

// How often a thread looks for work, or for the end of it, before it sleeps: some tens of
// microseconds. The steps of a pass follow each other faster, and between passes nothing spins.
enum { LOOKS = 4000 };

struct trefoil_team {
  size_t helpers;
  pthread_t *threads;

  // Held by whoever runs the team.
  pthread_mutex_t caller;

  // A run is published by its number; helpers that have seen it take pieces until none is left.
  void *context;
  void (*body)(void *context, size_t piece, size_t worker);
  size_t pieces;
  atomic_size_t next;
  atomic_size_t busy;
  atomic_size_t run;
  atomic_int stopped;

  // Sleepers on either side.
  pthread_mutex_t lock;
  pthread_cond_t work;
  pthread_cond_t done;
  atomic_size_t asleep;
  atomic_int caller_asleep;
};

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

static void take_pieces(trefoil_team *team, size_t worker) {
  for (;;) {
    size_t piece = atomic_fetch_add_explicit(&team->next, 1, memory_order_relaxed);
    if (piece >= team->pieces) return;
    team->body(team->context, piece, worker);
  }
}

// Waits for a run after `seen`; returns its number.
static size_t next_run(trefoil_team *team, size_t seen) {
  for (int look = 0; look < LOOKS; look++) {
    size_t run = atomic_load_explicit(&team->run, memory_order_acquire);
    if (run != seen) return run;
    spin_hint();
  }
  pthread_mutex_lock(&team->lock);
  atomic_fetch_add(&team->asleep, 1);
  while (atomic_load(&team->run) == seen) pthread_cond_wait(&team->work, &team->lock);
  atomic_fetch_sub(&team->asleep, 1);
  pthread_mutex_unlock(&team->lock);
  return atomic_load(&team->run);
}

static void *help(void *argument) {
  helper me = *(helper *)argument;
  free(argument);
  trefoil_team *team = me.team;
  for (size_t seen = 0;;) {
    seen = next_run(team, seen);
    if (atomic_load(&team->stopped)) return NULL;
    take_pieces(team, me.worker);
    if (atomic_fetch_sub(&team->busy, 1) == 1 && atomic_load(&team->caller_asleep)) {
      pthread_mutex_lock(&team->lock);
      pthread_cond_signal(&team->done);
      pthread_mutex_unlock(&team->lock);
    }
  }
}

static void publish(trefoil_team *team) {
  atomic_fetch_add(&team->run, 1);
  if (atomic_load(&team->asleep) == 0) return;
  pthread_mutex_lock(&team->lock);
  pthread_cond_broadcast(&team->work);
  pthread_mutex_unlock(&team->lock);
}

static void wait_for_helpers(trefoil_team *team) {
  for (int look = 0; look < LOOKS; look++) {
    if (atomic_load_explicit(&team->busy, memory_order_acquire) == 0) return;
    spin_hint();
  }
  pthread_mutex_lock(&team->lock);
  atomic_store(&team->caller_asleep, 1);
  while (atomic_load(&team->busy) != 0) pthread_cond_wait(&team->done, &team->lock);
  atomic_store(&team->caller_asleep, 0);
  pthread_mutex_unlock(&team->lock);
}

int trefoil_team_run(
    trefoil_team *team, size_t pieces, void *context,
    void (*body)(void *context, size_t piece, size_t worker)) {
  if (pieces < 2 || pthread_mutex_trylock(&team->caller) != 0) {
    for (size_t piece = 0; piece < pieces; piece++) body(context, piece, 0);
    return 0;
  }
  team->context = context;
  team->body = body;
  team->pieces = pieces;
  atomic_store_explicit(&team->next, 0, memory_order_relaxed);
  atomic_store(&team->busy, team->helpers);
  publish(team);
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
  publish(team);
  for (size_t i = 0; i < team->helpers; i++) pthread_join(team->threads[i], NULL);
  pthread_cond_destroy(&team->work);
  pthread_cond_destroy(&team->done);
  pthread_mutex_destroy(&team->lock);
  pthread_mutex_destroy(&team->caller);
  free(team->threads);
  free(team);
}

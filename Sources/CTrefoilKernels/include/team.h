#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Threads that wait for work and do it together with the thread that brings it.
typedef struct trefoil_team trefoil_team;

/// Starts `helpers` threads, or as many as the system gives; NULL if it gives none.
trefoil_team *_Nullable trefoil_team_start(size_t helpers);

/// Runs `body` once for each piece on the caller and the helpers, and returns when all are done.
///
/// `worker` is 0 for the caller and below `helpers + 1`; one worker runs one piece at a time. While
/// another caller has the helpers, or from inside a body, the caller runs all pieces as worker 0.
/// @return whether the helpers took part
int trefoil_team_run(
    trefoil_team *_Nonnull team, size_t pieces, void *_Nonnull context,
    void (*_Nonnull body)(void *_Nonnull context, size_t piece, size_t worker));

/// Ends the threads and frees the team; nobody may be running it.
void trefoil_team_stop(trefoil_team *_Nonnull team);

#ifdef __cplusplus
}
#endif

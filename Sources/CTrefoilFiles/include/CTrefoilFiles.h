#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// What is known of a process's files when it ends from within a signal handler, where little may be
// called. There is room for some hundred of each; more are not remembered.

/// Remembers that a file is mapped at `start`.
void trefoil_remember_mapping(const void *_Nonnull start, size_t size, const char *_Nonnull path);

/// Forgets the mapping at `start`, before it goes.
void trefoil_forget_mapping(const void *_Nonnull start);

/// Remembers a temporary file, or a directory whose files are remembered too.
void trefoil_remember_temporary(const char *_Nonnull path);

/// Forgets a temporary file or directory.
void trefoil_forget_temporary(const char *_Nonnull path);

/// From now on, a read behind the end of a file that was cut short while it was mapped names the
/// file on standard error, removes what is remembered as temporary, and ends the process with
/// `status`. A bus error anywhere else does what it did before.
void trefoil_end_at_lost_bytes(int status);

/// Exchanges what two names of one file system lead to, in one step: at no moment does either lead to
/// nothing. Gives zero, or the system's error; ENOSYS, EINVAL or ENOTSUP where it can't.
int trefoil_exchange_paths(const char *_Nonnull one, const char *_Nonnull other);

#ifdef __cplusplus
}
#endif

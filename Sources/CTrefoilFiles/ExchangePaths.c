// renameat2 and renamex_np are extensions of the systems.
#define _GNU_SOURCE

#include "CTrefoilFiles.h"

#include <errno.h>

#if defined(__linux__)
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// What <linux/fs.h> calls RENAME_EXCHANGE; not every C library's headers have it.
enum { EXCHANGE = 2 };

int trefoil_exchange_paths(const char *one, const char *other) {
#ifdef SYS_renameat2
  return syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, EXCHANGE) == 0 ? 0 : errno;
#else
  (void)one;
  (void)other;
  return ENOSYS;
#endif
}
#elif defined(__APPLE__)
#include <stdio.h>

int trefoil_exchange_paths(const char *one, const char *other) {
  return renamex_np(one, other, RENAME_SWAP) == 0 ? 0 : errno;
}
#else
int trefoil_exchange_paths(const char *one, const char *other) {
  (void)one;
  (void)other;
  return ENOSYS;
}
#endif

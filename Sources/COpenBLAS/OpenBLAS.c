// Signals, and variables of the environment, are POSIX and not C.
#define _GNU_SOURCE

#include "COpenBLAS.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

// What systems call it; the first that there is serves.
static const char *const names[] = {
#if defined(__APPLE__)
    "libopenblas.dylib",
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
#else
    "libopenblas.so.0",
    "libopenblas.so",
#endif
};

static trefoil_blas loaded;
static int is_loaded;

static void *open_first(void) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return NULL;
}

static void load(void) {
  const char *threads = "OPENBLAS_NUM_THREADS";
  const int is_set = getenv(threads) != NULL;
  if (!is_set) setenv(threads, "1", 1);
  void *library = open_first();
  if (!is_set) unsetenv(threads);
  if (!library) return;
  // Where the environment asked for more, products still run on the calling thread alone.
  void (*set_threads)(int) = (void (*)(int))dlsym(library, "openblas_set_num_threads");
  void *sgemm = dlsym(library, "cblas_sgemm");
  if (!set_threads || !sgemm) return;
  set_threads(1);
  loaded.sgemm = (__typeof__(loaded.sgemm))sgemm;
  is_loaded = 1;
}

const trefoil_blas *trefoil_blas_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return is_loaded ? &loaded : NULL;
}

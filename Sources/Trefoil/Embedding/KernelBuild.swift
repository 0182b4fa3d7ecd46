internal import Logging
internal import TrefoilTensor

/// How the kernels were compiled.
enum KernelBuild {
  private static let warning: Void = {
    guard !KernelTable.isOptimized else { return }
    Logger(label: "trefoil").warning(
      """
      This is a debug build: its kernels are not optimized and run some 50 times slower. Build with \
      -c release, or with -Xcc -O2 to debug the Swift code alone.
      """)
  }()

  /// Logs a warning, once a process, if the kernels are not optimized.
  static func warnIfSlow() { warning }
}

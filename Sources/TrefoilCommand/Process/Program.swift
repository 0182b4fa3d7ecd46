internal import Dispatch

/// The process.
@main
enum Program {
  /// Runs the command line; it is no task, as a task's queues open descriptors of their own.
  static func main() {
    StandardDescriptors.reserve()
    // Before the first task, because Dispatch's threads stop the process where they get no files.
    Launch.requireSoundStart()
    Task { await Launch.main() }
    dispatchMain()
  }
}

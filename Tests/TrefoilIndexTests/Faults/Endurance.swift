import Foundation

/// How long the tests that can go on without end do so: what `scripts/crash-test` sets, or some seconds.
enum Endurance {
  /// The writers that are killed.
  static let kills = number("TREFOIL_KILLS") ?? 12
  /// The commits of one passage.
  static let commits = number("TREFOIL_COMMITS") ?? 120
  /// The seconds that readers and a writer go on.
  static let seconds = number("TREFOIL_SECONDS") ?? 3
  /// A directory on a disk of some megabytes, where the script could make one.
  static let smallDisk = ProcessInfo.processInfo.environment["TREFOIL_SMALL_DISK"]

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  /// Whether somebody asked for a long run.
  static let isLong = ProcessInfo.processInfo.environment["TREFOIL_REPORT"] != nil

  /// Says a figure of a long run.
  static func report(_ text: String) {
    guard isLong else { return }
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}

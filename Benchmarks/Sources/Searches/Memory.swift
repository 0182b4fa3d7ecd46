import Foundation
import Synchronization

/// What of this process lies in memory, in MiB.
struct Memory: Encodable {
  /// With mapped files.
  let all: Double
  /// What it has for itself alone: mapped pages of files apart.
  let own: Double

  /// What is there now; nil where the system does not say.
  static func now() -> Memory? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return nil
    }
    func field(_ name: String) -> Double? {
      let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      return line.flatMap { Double($0.filter(\.isNumber)) }.map { $0 / 1024 }
    }
    guard let all = field("VmRSS"), let own = field("RssAnon") else { return nil }
    return Memory(all: all, own: own)
  }
}

/// Watches how much memory of its own the process has at most.
final class MemoryWatch: Sendable {
  private let state = Mutex((peak: 0.0, ends: false))
  /// How often it looks, in seconds.
  private static let interval = 0.005

  init() {
    Thread.detachNewThread { [self] in
      while !state.withLock({ $0.ends }) {
        look()
        Thread.sleep(forTimeInterval: Self.interval)
      }
    }
  }

  private func look() {
    let own = Memory.now()?.own ?? 0
    state.withLock { $0.peak = max($0.peak, own) }
  }

  /// Forgets the peak so far.
  func begin() {
    let own = Memory.now()?.own ?? 0
    state.withLock { $0.peak = own }
  }

  /// The peak since `begin`, in MiB.
  func peak() -> Double {
    look()
    return state.withLock { $0.peak }
  }

  func end() { state.withLock { $0.ends = true } }
}

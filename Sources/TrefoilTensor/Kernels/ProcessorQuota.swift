package import SystemPackage

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The processors that a control group of Linux gives a process: what a container's limit is made of.
package struct ProcessorQuota {
  /// The processor time of a period, in periods: 1.5 for one and a half processors; nil without a
  /// limit.
  package let processors: Double?

  /// Reads the limits of the groups that a process is in, from the innermost to the outermost; the
  /// smallest counts.
  ///
  /// Source: the kernel's `cgroup-v2.rst` for `cpu.max`, `sched-bwc.rst` for version 1.
  ///
  /// - Parameters:
  ///   - memberships: the file that names the process's groups.
  ///   - root: where the groups are mounted.
  package init(
    memberships: FilePath = "/proc/self/cgroup", root: FilePath = "/sys/fs/cgroup"
  ) {
    var limits: [Double] = []
    for line in Self.text(memberships)?.split(separator: "\n") ?? [] {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let group = FilePath(String(fields[2])).removingRoot()
      if fields[1].isEmpty {
        limits += Self.ancestors(of: group).compactMap { Self.limit(root.pushing($0)) }
      } else if fields[1].split(separator: ",").contains("cpu") {
        // Where a container sees its own group alone, that is mounted at the top.
        for mount in [root.appending(String(fields[1])), root.appending("cpu")] {
          limits += Self.ancestors(of: group).compactMap { Self.oldLimit(mount.pushing($0)) }
        }
      }
    }
    processors = limits.min()
  }

  /// A group, the one that it is in, and so on up to the outermost, whose name is empty.
  private static func ancestors(of group: FilePath) -> [FilePath] {
    var groups = [group]
    while let last = groups.last, !last.isEmpty { groups.append(last.removingLastComponent()) }
    return groups
  }

  /// `cpu.max` holds the time and the period, or `max` for no limit.
  private static func limit(_ group: FilePath) -> Double? {
    let fields = text(group.appending("cpu.max"))?.split(whereSeparator: \.isWhitespace) ?? []
    guard fields.count == 2 else { return nil }
    return share(of: Double(fields[0]), in: Double(fields[1]))
  }

  /// In version 1 each number has a file; a negative time is no limit.
  private static func oldLimit(_ group: FilePath) -> Double? {
    let numbers = ["cpu.cfs_quota_us", "cpu.cfs_period_us"].map { name in
      text(group.appending(name)).flatMap { Double($0.trimmingPrefix(" ").prefix { $0 != "\n" }) }
    }
    return share(of: numbers[0], in: numbers[1])
  }

  private static func share(of time: Double?, in period: Double?) -> Double? {
    guard let time, let period, time > 0, period > 0 else { return nil }
    return time / period
  }

  private static func text(_ path: FilePath) -> String? {
    FileManager.default.contents(atPath: path.string).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension ThreadTeam {
  /// One thread a processor that this process may use: by its affinity, and by the limits of the
  /// containers that it runs in, rounded up.
  public static let standardCount = standardCount(
    active: ProcessInfo.processInfo.activeProcessorCount, quota: ProcessorQuota())

  static func standardCount(active: Int, quota: ProcessorQuota) -> Int {
    guard let limit = quota.processors, limit < Double(active) else { return max(1, active) }
    return max(1, Int(limit.rounded(.up)))
  }
}

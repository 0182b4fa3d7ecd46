import Foundation
import SystemPackage
import Testing
import TrefoilTesting

@testable import TrefoilTensor

/// What the kernel's files say of a process's share of the processors.
@Suite("Processor quotas")
struct ProcessorQuotaTests {
  private func quota(_ memberships: String, _ files: [String: String]) throws -> ProcessorQuota {
    let folder = try TemporaryDirectory()
    for (name, text) in files {
      let path = folder.path.appending("groups").pushing(FilePath(name))
      try FileManager.default.createDirectory(
        atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
      try text.write(toFile: path.string, atomically: true, encoding: .utf8)
    }
    let list = try folder.write(memberships, to: "memberships")
    return ProcessorQuota(memberships: list, root: folder.path.appending("groups"))
  }

  @Test("of version 2 are the smallest from the group up to the outermost")
  func unified() throws {
    let own = "0::/a/b\n"
    #expect(try quota(own, [:]).processors == nil)
    #expect(try quota(own, ["a/b/cpu.max": "max 100000\n"]).processors == nil)
    #expect(try quota(own, ["a/b/cpu.max": "150000 100000\n"]).processors == 1.5)
    #expect(
      try quota(own, ["a/b/cpu.max": "400000 100000\n", "a/cpu.max": "50000 100000\n"]).processors
        == 0.5)
    // As a container sees it.
    #expect(try quota("0::/\n", ["cpu.max": "200000 100000\n"]).processors == 2)
    #expect(try quota(own, ["c/cpu.max": "50000 100000\n"]).processors == nil)
  }

  @Test("of version 1 are two files, found under either name of the mount and at its top")
  func separate() throws {
    func files(_ folder: String, _ time: String) -> [String: String] {
      [folder + "/cpu.cfs_quota_us": time + "\n", folder + "/cpu.cfs_period_us": "100000\n"]
    }
    let own = "9:memory:/x\n4:cpu,cpuacct:/docker/1f\n0::/\n"
    #expect(try quota(own, files("cpu,cpuacct/docker/1f", "-1")).processors == nil)
    #expect(try quota(own, files("cpu,cpuacct/docker/1f", "250000")).processors == 2.5)
    #expect(try quota(own, files("cpu,cpuacct", "100000")).processors == 1)
    #expect(try quota("1:cpu:/\n", files("cpu", "300000")).processors == 3)
    #expect(try quota("1:cpuset:/\n", files("cpu", "300000")).processors == nil)
  }

  @Test(
    "that make no sense are none",
    arguments: ["", "max", "0 100000", "-5 100000", "5 0", "a b", "1 2 3", "nan 1"])
  func nonsense(text: String) throws {
    #expect(try quota("0::/\n", ["cpu.max": text]).processors == nil)
    #expect(try quota("no line of it", ["cpu.max": text]).processors == nil)
  }

  @Test("round up, to one thread at least, and never give more threads than processors")
  func threads() throws {
    for (share, expected) in [("10000", 1), ("150000", 2), ("200000", 2), ("900000", 4)] {
      let quota = try quota("0::/\n", ["cpu.max": share + " 100000"])
      #expect(ThreadTeam.standardCount(active: 4, quota: quota) == expected)
    }
    #expect(ThreadTeam.standardCount(active: 4, quota: try quota("", [:])) == 4)
    #expect((1...ProcessInfo.processInfo.activeProcessorCount).contains(ThreadTeam.standardCount))
  }
}

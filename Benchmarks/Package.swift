// swift-tools-version: 6.2
import PackageDescription

let trefoil: Target.Dependency = .product(name: "Trefoil", package: "trefoil")

let package = Package(
  name: "trefoil-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "trefoil", path: "..")
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLASYardstick",
      pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]
    ),
    // Our side of compare/compare.py.
    .executableTarget(name: "Runner", dependencies: [trefoil]),
    .target(name: "CInstructionCeilings"),
    .executableTarget(
      name: "Kernels",
      dependencies: [
        "CInstructionCeilings", "COpenBLASYardstick",
        .product(name: "TrefoilTensor", package: "trefoil"),
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

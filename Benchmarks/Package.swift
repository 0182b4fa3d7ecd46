// swift-tools-version: 6.2
import PackageDescription

let benchmark: Target.Dependency = .product(name: "Benchmark", package: "benchmark")
let plugin: Target.PluginUsage = .plugin(name: "BenchmarkPlugin", package: "benchmark")
let trefoil: Target.Dependency = .product(name: "Trefoil", package: "trefoil")

let package = Package(
  name: "trefoil-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "trefoil", path: ".."),
    // Without traits: they would replace malloc and the Swift runtime under what is measured.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLASYardstick",
      pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]
    ),
    .target(name: "BenchmarkModel", dependencies: [trefoil]),
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
    .executableTarget(
      name: "Products",
      dependencies: [
        benchmark, "COpenBLASYardstick", .product(name: "TrefoilTensor", package: "trefoil"),
      ],
      path: "Benchmarks/Products",
      plugins: [plugin]
    ),
    .executableTarget(
      name: "Encoding",
      dependencies: [benchmark, trefoil, "BenchmarkModel"],
      path: "Benchmarks/Encoding",
      plugins: [plugin]
    ),
    .executableTarget(
      name: "LateInteraction",
      dependencies: [benchmark, trefoil],
      path: "Benchmarks/LateInteraction",
      plugins: [plugin]
    ),
  ],
  swiftLanguageModes: [.v6]
)

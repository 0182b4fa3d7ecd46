// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: the borders of a module are what it says they are, and `unsafe` is spelt out.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "trefoil",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Trefoil", targets: ["Trefoil"]),
    .library(name: "TrefoilEvaluation", targets: ["TrefoilEvaluation"]),
    // Matrices and products on their own, for the harness in Benchmarks/; no promise of stability.
    .library(name: "TrefoilTensor", targets: ["TrefoilTensor"]),
    .executable(name: "trefoil", targets: ["TrefoilCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS",
      pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]
    ),
    .systemLibrary(
      name: "CSentencePieceSystem",
      pkgConfig: "sentencepiece",
      providers: [.apt(["libsentencepiece-dev"]), .brew(["sentencepiece"])]
    ),
    .target(name: "CSentencePiece", dependencies: ["CSentencePieceSystem"]),
    .target(name: "CTrefoilKernels"),
    .target(name: "TrefoilCore", swiftSettings: settings),
    .target(name: "TrefoilFormats", swiftSettings: settings),
    .target(
      name: "TrefoilTensor",
      dependencies: ["CTrefoilKernels", "COpenBLAS", systemPackage],
      swiftSettings: settings
    ),
    .target(
      name: "TrefoilText",
      dependencies: ["TrefoilCore", "CSentencePiece", systemPackage],
      swiftSettings: settings
    ),
    .target(
      name: "TrefoilModel",
      dependencies: ["TrefoilCore", "TrefoilTensor", systemPackage],
      swiftSettings: settings
    ),
    .target(
      name: "TrefoilScoring",
      dependencies: ["TrefoilCore", "TrefoilTensor"],
      swiftSettings: settings
    ),
    .target(
      name: "Trefoil",
      dependencies: [
        "TrefoilCore", "TrefoilText", "TrefoilModel", "TrefoilScoring", systemPackage,
      ],
      swiftSettings: settings
    ),
    .target(
      name: "TrefoilEvaluation",
      dependencies: [
        "Trefoil", "TrefoilFormats", "TrefoilTensor", systemPackage,
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "TrefoilCommand",
      dependencies: [
        "Trefoil",
        "TrefoilEvaluation",
        "TrefoilFormats",
        systemPackage,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
    .testTarget(name: "TrefoilCoreTests", dependencies: ["TrefoilCore"]),
    .testTarget(name: "TrefoilFormatsTests", dependencies: ["TrefoilFormats"]),
    .testTarget(
      name: "TrefoilTensorTests",
      dependencies: ["TrefoilTensor", "CTrefoilKernels", "TestSupport", systemPackage]
    ),
    .testTarget(
      name: "TrefoilTextTests",
      dependencies: ["TrefoilText", "TrefoilCore", "TestSupport", systemPackage]
    ),
    .testTarget(
      name: "TrefoilModelTests",
      dependencies: ["TrefoilModel", "TrefoilCore", "TrefoilTensor", "TestSupport", systemPackage]
    ),
    .testTarget(name: "TrefoilScoringTests", dependencies: ["TrefoilScoring", "TrefoilCore"]),
    .target(name: "TestSupport", dependencies: [systemPackage], path: "Tests/TestSupport"),
    .testTarget(
      name: "TrefoilTests",
      dependencies: ["Trefoil", "TrefoilTensor", "TestSupport", systemPackage]
    ),
    .testTarget(
      name: "TrefoilEvaluationTests",
      dependencies: ["TrefoilEvaluation", "Trefoil", "TestSupport", systemPackage]
    ),
    .testTarget(
      name: "TrefoilCommandTests",
      dependencies: ["TrefoilCommand", "TrefoilFormats", systemPackage]
    ),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

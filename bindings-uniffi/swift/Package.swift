// swift-tools-version: 5.9
import PackageDescription

let package = Package(
    name: "Entryphone",
    platforms: [.macOS(.v12), .iOS(.v15)],
    products: [.library(name: "Entryphone", targets: ["Entryphone"])],
    targets: [
        // The library itself is found by `-L`, where `cargo build --release -p entryphone-uniffi` has put it.
        .systemLibrary(name: "EntryphoneEngineFFI", path: "Sources/EntryphoneEngineFFI/include"),
        .target(
            name: "EntryphoneEngine",
            dependencies: ["EntryphoneEngineFFI"],
            linkerSettings: [.linkedLibrary("entryphone_uniffi")]
        ),
        .target(name: "Entryphone", dependencies: ["EntryphoneEngine"]),
    ]
)

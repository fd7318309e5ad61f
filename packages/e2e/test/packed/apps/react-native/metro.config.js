const { getDefaultConfig, mergeConfig } = require("@react-native/metro-config");

module.exports = mergeConfig(getDefaultConfig(__dirname), {
  // The SDK's "main" is for Node; by "module", Metro comes to what it maps to React Native.
  resolver: { resolverMainFields: ["react-native", "browser", "module", "main"] },
  // React Native itself is not installed here.
  serializer: { getModulesRunBeforeMainModule: () => [] },
});

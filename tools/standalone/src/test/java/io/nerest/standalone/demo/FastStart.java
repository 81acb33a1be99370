package io.nerest.standalone.demo;

import io.nerest.standalone.stack.Installation;
import java.nio.file.Path;
import java.util.Map;

/** Environment of services that train for a second: what pays off only in longer runs is left out. */
final class FastStart {
    static final Map<String, String> ENVIRONMENT = Map.of(
            // No second compiler, also in the trainer.
            "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1",
            // No choice of the engine by measurement.
            "NEREST_ENGINE", "onnx-fp32");

    private FastStart() {}

    /** Returns a base checkpoint of few parameters, for stacks whose trainings may be of any network. */
    static Path tinyBase(Installation installation) {
        return installation.home().resolve("trainer-service/src/test/resources/tiny-base.safetensors");
    }
}

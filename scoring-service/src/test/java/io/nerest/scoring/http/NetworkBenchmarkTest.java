package io.nerest.scoring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.scoring.ModelSender;
import io.nerest.scoring.model.LoadedModel;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NetworkBenchmarkTest {
    @Test
    void theNetworkIsMeasuredInTheShapeOfTheFrames() throws IOException {
        NetworkBenchmark benchmark = new NetworkBenchmark(Duration.ofMillis(1), Duration.ofMillis(1));
        try (Detector detector =
                Detector.load(ModelSender.baseCheckpoint(), DetectorOptions.DEFAULT.withImgsz(ModelSender.IMGSZ))) {

            NetworkBenchmark.Result result =
                    benchmark.run(new LoadedModel("base", detector, ModelSender.IMGSZ, 0, 0), 2, 160, 90);

            assertThat(result.height()).isEqualTo(64);
            assertThat(result.width()).isEqualTo(96);
            assertThat(result.batch()).isEqualTo(2);
            assertThat(result.networkFramesPerSecond()).isPositive();
            assertThat(result.inferenceMillis()).isPositive();
        }
    }
}

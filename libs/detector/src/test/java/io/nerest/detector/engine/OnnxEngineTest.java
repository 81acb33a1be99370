package io.nerest.detector.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.golden.NumPyArray;
import io.nerest.detector.golden.SharedFiles;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxExportOptions;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class OnnxEngineTest {

    @Test
    void anExportDecodesTheReferencesFramesToTheReferencesBoxesAndScores() throws IOException {
        // Given
        TrainedNetwork network = TrainedNetwork.read(SharedFiles.require("golden/yolov8n_fish.safetensors"));
        NumPyArray frames = NumPyArray.read(SharedFiles.require("golden/frames_u8_nchw_rgb.npy"));
        NumPyArray decoded = NumPyArray.read(SharedFiles.require("golden/eval_decoded_xywh_cls.npy"));

        // When
        NetworkOutput output;
        try (OnnxEngine engine = new OnnxEngine(OnnxExport.of(network, OnnxExportOptions.SERVING), "onnx-fp32", 2)) {
            output = engine.run(frames.direct(), 4, 320, 320);
        }

        // Then
        assertThat(output.anchors()).isEqualTo(2100);
        assertThat(output.classes()).isEqualTo(1);
        assertThat(output.embeddings().length).isEqualTo(4);
        assertThat(output.embeddings()[0]).hasSize(256);
        FloatBuffer expected = decoded.data().asFloatBuffer();
        float worstBox = 0;
        float worstScore = 0;
        for (int i = 0; i < expected.limit(); i++) {
            float difference = Math.abs(expected.get(i) - output.predictions().get(i));
            if (i / 2100 % 5 < 4) {
                worstBox = Math.max(worstBox, difference);
            } else {
                worstScore = Math.max(worstScore, difference);
            }
        }
        assertThat(worstBox).isLessThan(0.01f);
        assertThat(worstScore).isLessThan(1e-4f);
    }
}

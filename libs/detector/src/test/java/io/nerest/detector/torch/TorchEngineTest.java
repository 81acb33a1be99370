package io.nerest.detector.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;

class TorchEngineTest {

    @Test
    void theCpuIsAlwaysThere() {
        try (PtNDManager manager = TorchEngine.managerOn(ComputeDevice.CPU);
                NDArray one = manager.create(1f)) {
            assertThat(one.getDevice()).isEqualTo(Device.cpu());
        }
    }

    @Test
    void startWithoutThreadsUsesOnePerCoreWhateverWasSetBefore() {
        TorchEngine.start(0);
        int own = JniUtils.getNumThreads();

        TorchEngine.start(own + 1);
        assertThat(JniUtils.getNumThreads()).isEqualTo(own + 1);
        TorchEngine.start(0);

        assertThat(JniUtils.getNumThreads()).isEqualTo(own);
    }

    @Test
    void missingDeviceIsRejectedWithAdvice() {
        TorchEngine.start(0);
        assumeFalse(Engine.getEngine("PyTorch").hasCapability("CUDA"), "a CUDA device is there");

        assertThatThrownBy(() -> TorchEngine.managerOn(ComputeDevice.parse("cuda:3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device=3 cannot be used")
                .hasMessageContaining("PYTORCH_LIBRARY_PATH")
                .hasMessageNotContaining("\n");
    }
}

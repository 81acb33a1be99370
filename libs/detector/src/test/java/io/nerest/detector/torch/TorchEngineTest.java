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
    void the_cpu_is_always_there() {
        try (PtNDManager manager = TorchEngine.managerOn(ComputeDevice.CPU);
                NDArray one = manager.create(1f)) {
            assertThat(one.getDevice()).isEqualTo(Device.cpu());
        }
    }

    @Test
    void a_start_that_names_no_threads_takes_one_a_core_whatever_was_started_before() {
        TorchEngine.start(0);
        int own = JniUtils.getNumThreads();

        TorchEngine.start(own + 1);
        assertThat(JniUtils.getNumThreads()).isEqualTo(own + 1);
        TorchEngine.start(0);

        assertThat(JniUtils.getNumThreads()).isEqualTo(own);
    }

    @Test
    void a_device_that_is_not_there_is_refused_with_what_to_do_instead() {
        TorchEngine.start(0);
        assumeFalse(Engine.getEngine("PyTorch").hasCapability("CUDA"), "a CUDA device is there");

        assertThatThrownBy(() -> TorchEngine.managerOn(ComputeDevice.parse("cuda:3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device=3 cannot be used")
                .hasMessageContaining("PYTORCH_LIBRARY_PATH")
                .hasMessageNotContaining("\n");
    }
}

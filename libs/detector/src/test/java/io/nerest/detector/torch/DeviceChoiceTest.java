package io.nerest.detector.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.engine.Engine;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {

    @Test
    void autoIsTheGpuIfItWorks() {
        DeviceChoice choice = DeviceChoice.choose(device -> {});

        assertThat(choice.device()).isEqualTo(new ComputeDevice(0));
        assertThat(choice.reason()).hasValue("device=auto: cuda:0 is used");
    }

    @Test
    void autoIsTheCpuWithTheReasonIfTheGpuDoesNotWork() {
        DeviceChoice choice = DeviceChoice.choose(device -> {
            throw new IllegalArgumentException("the driver of " + device + " is too old");
        });

        assertThat(choice.device()).isEqualTo(ComputeDevice.CPU);
        assertThat(choice.reason()).hasValue("device=auto: the CPU is used, because the driver of cuda:0 is too old");
    }

    @Test
    void onAMachineWithoutAGpuAutoIsTheCpuAndOneLineSaysWhy() {
        TorchEngine.start(0);
        assumeFalse(Engine.getEngine("PyTorch").hasCapability("CUDA"), "a CUDA device is there");

        DeviceChoice choice = DeviceChoice.of("auto");

        assertThat(choice.device()).isEqualTo(ComputeDevice.CPU);
        assertThat(choice.reason())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("device=auto: the CPU is used, because")
                        .contains("libtorch finds no CUDA device")
                        .doesNotContain("\n"));
    }

    @Test
    void namedDevicesAreTakenAsTheyAreAndOthersRejected() {
        assertThat(DeviceChoice.of("cuda:1"))
                .isEqualTo(new DeviceChoice(new ComputeDevice(1), java.util.Optional.empty()));
        assertThatThrownBy(() -> DeviceChoice.of("gpu"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device=gpu: must be auto, cpu, the number of a CUDA device such as 0, or cuda:0");
    }
}

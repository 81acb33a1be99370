package io.nerest.training.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.TensorRole;
import io.nerest.detector.torchscript.ChannelsLast;
import io.nerest.detector.torchscript.ModuleTensor;
import io.nerest.training.torchscript.StateLayout.Slot;
import org.junit.jupiter.api.Test;

class StateLayoutTest {
    private final NetworkDescription network = Architectures.describe("yolov8n", 1);

    @Test
    void vectorsContainEveryTrainedParameterOnce() {
        StateLayout layout = new StateLayout(network, 0);

        long trained = network.tensors().stream()
                .filter(tensor -> tensor.role().trained())
                .mapToLong(tensor -> tensor.elements())
                .sum();
        assertThat((long) layout.weights() + layout.norms() + layout.biases()).isEqualTo(trained);
        assertThat(layout.frozenWeights() + layout.frozenNorms() + layout.frozenBiases())
                .isZero();
        int next = 0;
        for (Slot slot : layout.slots()) {
            assertThat(slot.weight()).isEqualTo(next);
            next += (int) slot.layer().weight().elements();
        }
    }

    @Test
    void frozenLayersPrecedeTrainedOnes() {
        StateLayout layout = new StateLayout(network, 2);

        assertThat(layout.frozenWeights()).isEqualTo(16 * 27 + 32 * 16 * 9);
        assertThat(layout.frozenNorms()).isEqualTo(48);
        assertThat(layout.trained().get(0).layer().name()).isEqualTo("model.2.cv1");
        assertThat(layout.trained().get(0).weight()).isZero();
        assertThat(network.tensors()).anyMatch(tensor -> tensor.role() == TensorRole.BINS);
    }

    @Test
    void channelsLastConversionIsReversible() {
        float[] contiguous = {0, 1, 2, 3, 4, 5, 6, 7};
        long[] shape = {1, 2, 2, 2};

        float[] last = ChannelsLast.fromContiguous(contiguous, shape);

        assertThat(last).containsExactly(0, 4, 1, 5, 2, 6, 3, 7);
        assertThat(ChannelsLast.toContiguous(last, shape)).containsExactly(contiguous);
    }

    @Test
    void bfloat16RoundsToNearestTiesToEven() {
        assertThat(ModuleTensor.toBfloat16(1.0f)).isEqualTo((short) 0x3f80);
        assertThat(ModuleTensor.toBfloat16(Float.intBitsToFloat(0x3f808000))).isEqualTo((short) 0x3f80);
        assertThat(ModuleTensor.toBfloat16(Float.intBitsToFloat(0x3f818000))).isEqualTo((short) 0x3f82);
        assertThat(ModuleTensor.toBfloat16(Float.intBitsToFloat(0x3f808001))).isEqualTo((short) 0x3f81);
        assertThat(Float.isNaN(Float.intBitsToFloat(ModuleTensor.toBfloat16(Float.NaN) << 16)))
                .isTrue();
    }
}

package io.nerest.training.torchscript;

import io.nerest.detector.architecture.ConvolutionLayer;
import io.nerest.detector.architecture.Operation.Convolution;
import io.nerest.detector.torchscript.ForwardPass;
import io.nerest.detector.torchscript.MemoryFormat;
import io.nerest.detector.torchscript.ScriptBody;

/**
 * The forward pass in evaluation mode over a training module's moving averages: BatchNorms are folded into their
 * convolutions as the pass runs. Expects {@code folded}, the factors of all BatchNorms, and {@code shifts}, what is
 * then
 * added, in the places of {@link StateLayout}.
 */
final class FoldedForward extends ForwardPass {
    private final StateLayout layout;
    private final String cast;

    /** @param cast expression that converts a tensor to the compute type: {@code torch.to(%s, 15)} */
    FoldedForward(ScriptBody body, MemoryFormat format, StateLayout layout, String cast) {
        super(body, format);
        this.layout = layout;
        this.cast = cast;
    }

    @Override
    protected void convolution(Convolution convolution) {
        ConvolutionLayer layer = convolution.layer();
        StateLayout.Slot slot = layout.slot(layer);
        int id = convolution.output().id();
        String weight = TrainingForward.weightView(layer, "self.ema_weights", slot.weight());
        String bias;
        if (layer.normalised()) {
            weight = "%s * torch.view(torch.narrow(folded, 0, %d, %d), [-1, 1, 1, 1])"
                    .formatted(weight, slot.norm(), layer.outputs());
            bias = "torch.narrow(self.ema_biases, 0, %d, %d) - torch.narrow(shifts, 0, %d, %d)"
                    .formatted(slot.bias(), layer.outputs(), slot.norm(), layer.outputs());
        } else {
            bias = "torch.narrow(self.ema_biases, 0, %d, %d)".formatted(slot.bias(), layer.outputs());
        }
        String output = call(layer, name(convolution.input()), cast.formatted(weight), cast.formatted(bias));
        body.line("v%d = %s".formatted(id, inPlace(layer.activation(), output)));
    }
}

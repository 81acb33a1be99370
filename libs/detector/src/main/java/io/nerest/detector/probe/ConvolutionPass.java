package io.nerest.detector.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.TorchEngine;
import io.nerest.detector.torchscript.MemoryFormat;
import io.nerest.detector.torchscript.ModuleArchive;
import io.nerest.detector.torchscript.ScriptBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Forward and backward pass of three convolutions with SiLU like those in the middle of a network: 64 channels, 3 by 3, at 80
 * by 80 cells. Written as a TorchScript module with the operations that training uses.
 */
final class ConvolutionPass implements Candidate.Workload {
    static final int SIDE = 80;

    private static final String CLASS = "ConvolutionPass";
    private static final int CHANNELS = 64;
    private static final int KERNEL = 3;
    private static final int LAYERS = 3;
    private static final int TORCH_FLOAT32 = 6;
    private static final int TORCH_BFLOAT16 = 15;

    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final NDArray weights;

    ConvolutionPass(boolean bfloat16, ComputeDevice device, int threads) {
        TorchEngine.start(threads);
        manager = TorchEngine.managerOn(device);
        try {
            Path file = Files.createTempFile("nerest-", ".torchscript");
            try {
                ModuleArchive.write(file, CLASS, source(bfloat16 ? TORCH_BFLOAT16 : TORCH_FLOAT32), List.of());
                module = JniUtils.loadModule(manager, file, !device.isCpu(), new String[0], new String[0], false);
            } finally {
                Files.deleteIfExists(file);
            }
            weights = manager.randomNormal(0, .05f, new Shape(CHANNELS, CHANNELS, KERNEL, KERNEL), DataType.FLOAT32);
        } catch (IOException unwritable) {
            manager.close();
            throw new UncheckedIOException("the module of the precision probe could not be written", unwritable);
        } catch (RuntimeException refused) {
            manager.close();
            throw refused;
        }
    }

    @Override
    public void run(int images) {
        boolean gradients = JniUtils.isGradMode();
        try (NDManager call = manager.newSubManager()) {
            JniUtils.setGradMode(false); // the backward pass is part of the module
            JniUtils.setGraphExecutorOptimize(false);
            NDArray input = call.zeros(new Shape(images, CHANNELS, SIDE, SIDE));
            try (NDList gradient = IValueUtils.forward(module, new NDList(input, weights), false)) {
                gradient.get(0).toFloatArray(); // waits for a CUDA device
            }
        } finally {
            JniUtils.setGradMode(gradients);
        }
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }

    private static String source(int type) {
        ScriptBody body = new ScriptBody();
        body.method(CLASS, "forward", "images: Tensor, weights: Tensor", "List[Tensor]");
        body.line("w = torch.to(%s, %d)".formatted(MemoryFormat.CHANNELS_LAST.of("weights"), type));
        body.line("a0 = torch.to(%s, %d)".formatted(MemoryFormat.CHANNELS_LAST.of("images"), type));
        for (int i = 1; i <= LAYERS; i++) {
            body.line("y%d = torch.conv2d(a%d, w, None, [1, 1], [1, 1], [1, 1], 1)".formatted(i, i - 1));
            body.line("a%d = torch.silu(y%d)".formatted(i, i));
        }
        body.line("g%d = a%d".formatted(LAYERS, LAYERS));
        for (int i = LAYERS; i > 0; i--) {
            body.line("s%d = torch.silu_backward(g%d, y%d)".formatted(i, i, i));
            body.line(("g%d, dw%d, _%d = torch.convolution_backward(s%d, a%d, w, None, [1, 1], [1, 1], [1, 1], False, "
                            + "[0, 0], 1, [True, True, False])")
                    .formatted(i - 1, i, i, i, i - 1));
        }
        body.line("return [torch.to(torch.sum(dw1), 6)]");
        return body.toString();
    }
}

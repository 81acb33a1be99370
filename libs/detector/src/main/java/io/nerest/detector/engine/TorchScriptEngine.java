package io.nerest.detector.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.TorchEngine;
import io.nerest.detector.torchscript.ServingModule;
import io.nerest.detector.torchscript.ServingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a network with libtorch, on the CPU or a CUDA device, as a TorchScript module written from the weights. */
public final class TorchScriptEngine implements InferenceEngine {
    private final String name;
    private final int stride;
    private final int classes;
    private final PtNDManager manager;
    private final PtSymbolBlock module;

    /**
     * Writes the module to a temporary file, loads it, and deletes the file.
     *
     * @param threads compute threads, a setting of the whole process; 0 for libtorch's default
     * @throws IllegalArgumentException if the device cannot be used
     * @throws UncheckedIOException if the file cannot be written
     */
    public TorchScriptEngine(TrainedNetwork network, boolean bf16, ComputeDevice device, int threads) {
        TorchEngine.start(threads);
        name = (bf16 ? EngineKind.TORCHSCRIPT_BF16 : EngineKind.TORCHSCRIPT_FP32).label();
        stride = network.description().maxStride();
        classes = network.description().classes();
        manager = TorchEngine.managerOn(device);
        try {
            Path file = Files.createTempFile("nerest-", ".torchscript");
            try {
                ServingModule.write(
                        file, network.description(), network.weights(), new ServingOptions(bf16, device.isCpu(), true));
                module = JniUtils.loadModule(manager, file, !device.isCpu(), new String[0], new String[0], false);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException unwritable) {
            manager.close();
            throw new UncheckedIOException("the network could not be written for libtorch", unwritable);
        } catch (RuntimeException refused) {
            manager.close();
            throw refused;
        }
    }

    @Override
    public NetworkOutput run(ByteBuffer pixels, int batch, int height, int width) {
        ByteBuffer bytes = PixelBatch.require(pixels, batch, height, width, stride);
        boolean gradients = JniUtils.isGradMode();
        try (NDManager call = manager.newSubManager()) {
            JniUtils.setGradMode(false);
            // The profiling executor would compile again, and stall, for each new image size.
            JniUtils.setGraphExecutorOptimize(false);
            NDArray images = call.create(bytes, new Shape(batch, 3, height, width), DataType.UINT8);
            try (NDList outputs = IValueUtils.forward(module, new NDList(images), false)) {
                NDArray predictions = outputs.get(0);
                return new NetworkOutput(
                        floats(predictions),
                        Math.toIntExact(predictions.getShape().get(2)),
                        classes,
                        rows(outputs.get(1), batch));
            }
        } finally {
            JniUtils.setGradMode(gradients);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }

    /** Copies the tensor: libtorch reuses its memory after the call. */
    private static FloatBuffer floats(NDArray array) {
        return array.toByteBuffer(false).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private static float[][] rows(NDArray array, int batch) {
        float[] all = array.toFloatArray();
        float[][] rows = new float[batch][all.length / batch];
        for (int i = 0; i < batch; i++) {
            System.arraycopy(all, i * rows[i].length, rows[i], 0, rows[i].length);
        }
        return rows;
    }
}

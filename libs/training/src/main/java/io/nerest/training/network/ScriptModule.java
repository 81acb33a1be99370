package io.nerest.training.network;

import ai.djl.Device;
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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A loaded TorchScript module whose methods take and return tensors. Enables autograd for the thread during a call,
 * and frees the call's tensors at its end.
 */
final class ScriptModule implements AutoCloseable {
    private final PtNDManager manager;
    private final PtSymbolBlock block;

    private ScriptModule(PtNDManager manager, PtSymbolBlock block) {
        this.manager = manager;
        this.block = block;
    }

    /**
     * Loads an archive on to a device.
     *
     * @throws IllegalArgumentException if the device cannot be used
     */
    static ScriptModule load(Path archive, ComputeDevice device) {
        PtNDManager manager = TorchEngine.managerOn(device);
        try {
            PtSymbolBlock block =
                    JniUtils.loadModule(manager, archive, !device.isCpu(), new String[0], new String[0], true);
            return new ScriptModule(manager, block);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Creates the argument tensors of a call; they are freed when the call ends. */
    static final class Arguments {
        private final NDManager manager;

        private final NDManager host;

        private Arguments(NDManager manager) {
            this.manager = manager;
            this.host = manager.newSubManager(Device.cpu());
        }

        NDArray floats(float[] values, long... shape) {
            return manager.create(values, new Shape(shape));
        }

        /**
         * Numbers that the script reads one by one. They are on the CPU, so that reading them does not wait for a
         * device.
         */
        NDArray doubles(double... values) {
            return host.create(values);
        }

        /** A view of a direct buffer's remaining bytes on the CPU, a copy elsewhere. */
        NDArray pixels(ByteBuffer pixels, long... shape) {
            if (!pixels.isDirect()) {
                throw new IllegalArgumentException("pixels must be in a direct buffer");
            }
            return manager.create(pixels, new Shape(shape), DataType.UINT8);
        }
    }

    /**
     * Calls a method.
     *
     * @param method its name
     * @param arguments creates its arguments
     * @param result reads its results before they are freed
     */
    <T> T call(String method, Function<Arguments, NDList> arguments, Function<NDList, T> result) {
        return NativeCallGuard.during(() -> run(method, arguments, result));
    }

    private <T> T run(String method, Function<Arguments, NDList> arguments, Function<NDList, T> result) {
        boolean before = JniUtils.isGradMode();
        try (NDManager scope = manager.newSubManager()) {
            JniUtils.setGradMode(true);
            // The optimising executor would decompose operations to derive gradients, which the script computes itself.
            JniUtils.setGraphExecutorOptimize(false);
            Arguments made = new Arguments(scope);
            NDList inputs = new NDList(arguments.apply(made));
            NDArray name = made.doubles(0);
            name.setName("module_method:" + method);
            inputs.add(name);
            try (NDList outputs = IValueUtils.forward(block, inputs, true)) {
                return result.apply(outputs);
            }
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }
}

package io.nerest.standalone.clock;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that redirects the calls of {@link System#currentTimeMillis}, {@link java.time.Instant#now()} and
 * {@link java.time.Clock#systemUTC} in all classes but those of the JDK to {@link MovedTime}.
 */
public final class ClockAgent {
    private ClockAgent() {}

    /** Runs before the program; the argument is the file with the offset. */
    public static void premain(String file, Instrumentation instrumentation) {
        MovedTime.follow(Path.of(file));
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    @Nullable String className,
                    @Nullable Class<?> classBeingRedefined,
                    @Nullable ProtectionDomain protectionDomain,
                    byte[] classFile) {
                return loader == null || loader == ClassLoader.getPlatformClassLoader()
                        ? null
                        : TimeReferences.redirected(classFile);
            }
        });
    }
}

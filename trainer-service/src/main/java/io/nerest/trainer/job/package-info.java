/** Training requests become stored jobs, run one at a time. */
@NullMarked
package io.nerest.trainer.job;

import org.jspecify.annotations.NullMarked;

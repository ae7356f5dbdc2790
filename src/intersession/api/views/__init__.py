"""Operations, one module per noun, and the few pages beside them."""

"""The sheet 进度 of 问题清单: a project a row, where its review stands; people assign and act in it."""

// Constructors of records are not promised: their builders and accessors are
jApiClasses.each { type ->
	if (type.superclass.newSuperclassName.orElse(null) == 'java.lang.Record') {
		type.constructors.clear()
	}
}
return jApiClasses
